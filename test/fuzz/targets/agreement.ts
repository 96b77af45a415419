import { CpuError, parseCpu } from "../../../shared/src/engine/index.js";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { holds } from "./fail.js";

const catalogue = await testCatalogue();

/** A `<cpu>` of its own has errors exactly where the engine, as libvirt, refuses it, and the first one is the engine's. */
export function fuzzAgreement(text: string): void {
  const { map } = catalogue;
  const document = parseXml(text);
  if (map === undefined || document.root?.name !== "cpu" || document.errors.length > 0) return;
  // libvirt gets no template as it is.
  if (document.template !== undefined) return;
  // What is silenced is not told.
  if (text.includes("libvirt-cpu-disable")) return;
  const refused = refusalOf(() => parseCpu(text, { type: "auto", map }));
  // The editor parses more than a well-formed document; the XML parser's own words are another matter.
  if (refused?.code === "not-well-formed" || refused?.code === "too-large") return;
  const errors = checkDocument({ document, catalogue }).filter(
    ({ severity, stage, rule }) => severity === "error" && (stage === "define" || rule === "feature-unknown"),
  );
  if (refused === undefined)
    holds(errors.length === 0, () => `accepted, but ${errors[0]?.rule}: ${errors[0]?.message}`);
  else {
    const told = errors.map(({ libvirt }) => libvirt);
    holds(
      told.includes(refused.message),
      () => `refused (${refused.message}), but told: ${told.join(" | ") || "nothing"}`,
    );
  }
}

function refusalOf(parse: () => unknown): CpuError | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof CpuError) return error;
    throw error;
  }
}
