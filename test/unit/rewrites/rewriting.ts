import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { domainView } from "../../../shared/src/domain/index.js";
import { type CpuDefinition, type CpuMap, readCpu } from "../../../shared/src/engine/index.js";
import type { Rewritten } from "../../../shared/src/rewrites/index.js";
import { checkDocument, type RuleContext } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";

export const catalogue = await testCatalogue();

export function mapOf({ map }: Catalogue): CpuMap {
  if (map === undefined) throw new Error("no map");
  return map;
}

export const map = mapOf(catalogue);

const DOMAIN_START = "<domain type='kvm'>\n  <vcpu>2</vcpu>\n  ";
const DOMAIN_END = "\n</domain>\n";

/** A guest of KVM around a `<cpu>`. */
export function inGuest(cpu: string): string {
  return `${DOMAIN_START}${cpu}${DOMAIN_END}`;
}

export function contextOf(text: string, of: Catalogue = catalogue): RuleContext {
  const document = parseXml(text);
  const view = domainView(document);
  if (view === undefined) throw new Error("no view");
  return { document, view, catalogue: of };
}

/** The whole text after a rewrite; `! reason` where it was refused. Fails on a rewrite that libvirt would refuse. */
export function textAfter(text: string, rewrite: (context: RuleContext) => Rewritten, of = catalogue): string {
  const result = rewrite(contextOf(text, of));
  if ("error" in result) return `! ${result.error}`;
  const after = applyEdits(text, result.edits);
  const errors = checkDocument({ document: parseXml(after), catalogue: of }).filter(
    ({ severity }) => severity === "error",
  );
  if (errors.length > 0) throw new Error(`${errors.map(({ message }) => message).join(" ")}\n${after}`);
  return after;
}

/** The `<cpu>` after a rewrite, in a guest of KVM. */
export function cpuAfter(cpu: string, rewrite: (context: RuleContext) => Rewritten): string {
  const after = textAfter(inGuest(cpu), rewrite);
  return after.startsWith("! ") ? after : after.slice(DOMAIN_START.length, -DOMAIN_END.length);
}

/** What libvirt reads. */
export function definitionIn(text: string): CpuDefinition {
  const element = contextOf(text).view.cpu?.element;
  if (element === undefined) throw new Error("no <cpu>");
  return readCpu(element, { type: "guest" }, (error) => {
    throw error;
  });
}
