import { parseSize } from "../domain/parseSize.js";
import { setAttribute } from "../edits/attributeEdits.js";
import { attributeNamed, type XmlElement } from "../xml/index.js";
import { valueRange } from "./attributeReports.js";
import { elementOf, offer, prefer } from "./fix.js";
import type { Report, Rule } from "./rule.js";

const PROBLEMS = {
  number: "is not a whole number",
  unit: "is not a unit: use bytes, KiB, MiB, GiB or TiB",
  overflow: "is more than libvirt can count",
} as const;

interface SizePlace {
  readonly element: XmlElement;
  /** The attribute that holds the number. */
  readonly name: string;
  /** How libvirt names the place. */
  readonly path: string;
  /** What a fix writes, `number unit`. */
  readonly suggested?: string | undefined;
}

/** What libvirt's virParseScaledValue (11.3) refuses about a size that must be there. */
export function* wrongSize({ element, name, path, suggested }: SizePlace): Iterable<Report> {
  const attribute = attributeNamed(element, name);
  const unit = attributeNamed(element, "unit");
  const data = suggested === undefined ? {} : { suggested };
  if (attribute === undefined) {
    const problem = `<${element.name}> needs the attribute ${name}.`;
    const libvirt = `XML error: missing element or attribute '${path}'`;
    yield { rule: "memory-size", range: element.nameRange, data: { ...data, problem, attribute: name }, libvirt };
    return;
  }
  const size = parseSize(attribute.value, unit?.value);
  if (!("problem" in size)) return;
  const wrong = size.problem === "unit" && unit !== undefined ? unit : attribute;
  const problem = `'${wrong.value}' ${PROBLEMS[size.problem]}.`;
  yield {
    rule: "memory-size",
    range: valueRange(wrong),
    data: { ...data, problem, attribute: name, wrong: size.problem },
    libvirt: messageOf(size.problem, wrong.value, path),
  };
}

function messageOf(problem: keyof typeof PROBLEMS, value: string, path: string): string {
  if (problem === "unit") return `invalid argument: unknown suffix '${value}'`;
  if (problem === "overflow") return `numerical overflow: value too large: ${value}`;
  return `XML error: Invalid value '${value}' for element or attribute '${path}'`;
}

/** Sizes with a unit. */
export const sizeRules: readonly Rule[] = [
  {
    id: "memory-size",
    stage: "define",
    severity: "error",
    message: "{problem}",
    explanation:
      "A size is a whole number, in KiB unless `unit` says otherwise: bytes, KiB, MiB, GiB, TiB, or kB, MB, GB for powers of 1000.",
    example:
      "<domain type='kvm'><memory unit='GiB'>4</memory><vcpu>2</vcpu><cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='-5'/></numa></cpu></domain>",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const { suggested, attribute = "", wrong } = finding.data;
      if (element === undefined) return [];
      const { text } = context.document;
      if (wrong === "unit") {
        return ["MiB", "GiB", "KiB"].map((unit) =>
          offer(`Change the unit to ${unit}`, setAttribute(text, element, "unit", unit)),
        );
      }
      const [number, unit] = suggested?.split(" ") ?? [];
      if (number === undefined || unit === undefined) return [];
      const edits = [setAttribute(text, element, attribute, number), setAttribute(text, element, "unit", unit)];
      return [prefer(`Write ${attribute}='${number}' unit='${unit}'`, ...edits)];
    },
  },
];
