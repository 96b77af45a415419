import { archOf } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { writeCpu } from "../../../shared/src/edits/writeCpu.js";
import { expandCpu, readCpu } from "../../../shared/src/engine/index.js";
import { expandHostModel } from "../../../shared/src/rewrites/index.js";
import type { RuleContext } from "../../../shared/src/rules/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import type { Given } from "../arguments/given.js";
import type { Tools } from "../command.js";
import type { Expanded } from "../commands/expand.js";
import { isPrinted } from "../files/encoding.js";
import type { readOne } from "../files/inputs.js";
import { FailureError } from "../io.js";
import { whyNothing } from "../lint/lintInput.js";
import type { Project } from "../workspace/workspace.js";
import { oneHost } from "./oneHost.js";

/** A document with its CPU expanded. */
export async function expandDocument(
  input: Awaited<ReturnType<typeof readOne>>,
  given: Given,
  tools: Tools,
): Promise<Expanded> {
  const project = await tools.projectOf(input.folder);
  const { text, encoding } = input.content;
  if (!isPrinted(encoding)) {
    throw new FailureError(`${input.name}: Only UTF-8 is printed, and it is in ${encoding.label}.`);
  }
  const element = contextParts(text)?.view.cpu?.element;
  if (serveDocument(text).tree === undefined) throw new FailureError(whyNothing(input));
  if (element === undefined) throw new FailureError(`${input.name}: It has no <cpu> to expand.`);
  const { mode, match } = readCpu(element, { type: "guest" }, () => {});
  const followsHost = mode !== "custom" || match === "minimum";
  const wantsFeatures = given.has("features");
  if (!followsHost && !wantsFeatures) {
    throw new FailureError(
      `${input.name}: Its CPU is a custom one already. --features spells out what its model brings.`,
    );
  }
  const onHost = followsHost ? await expandOnOne(text, project, tools) : { xml: text, summary: "" };
  return wantsFeatures ? spellOut(onHost.xml, project, tools) : onHost;
}

function contextParts(text: string): Omit<RuleContext, "catalogue"> | undefined {
  const { tree, views } = serveDocument(text);
  const [view] = views;
  return tree === undefined || view === undefined ? undefined : { document: tree, view };
}

async function expandOnOne(text: string, project: Project, { catalogue }: Tools): Promise<Expanded> {
  const host = await oneHost(project);
  const parts = contextParts(text);
  if (parts === undefined) return { xml: text, summary: "" };
  const known = await catalogue({ arch: archOf(parts.view), release: host.release });
  const rewritten = expandHostModel({ ...parts, catalogue: known }, host);
  if ("error" in rewritten) throw new FailureError(rewritten.error);
  return { xml: applyEdits(text, rewritten.edits), summary: rewritten.summary };
}

async function spellOut(text: string, project: Project, { catalogue, release }: Tools): Promise<Expanded> {
  const parts = contextParts(text);
  const element = parts?.view.cpu?.element;
  if (parts === undefined || element === undefined) return { xml: text, summary: "" };
  const { map } = await catalogue({ arch: archOf(parts.view), release: await release(project.config.libvirt) });
  if (map?.arch !== "x86") throw new FailureError("libvirt leaves the features of this architecture to QEMU.");
  const cpu = expandCpu(
    readCpu(element, { type: "guest" }, () => {}),
    map,
  );
  const summary = `${cpu.model} with ${cpu.features.length} features spelled out.`;
  return { xml: applyEdits(text, writeCpu(text, element, cpu)), summary };
}
