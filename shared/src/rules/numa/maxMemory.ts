import * as l10n from "@vscode/l10n";
import { parseCount } from "../../domain/index.js";
import { definedMemory, sizeOfText } from "../../domain/memorySizes.js";
import { scaleOf } from "../../domain/parseSize.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { removeElement, setText } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed, type XmlElement } from "../../xml/index.js";
import { valueRange } from "../attributeReports.js";
import { elementOf, offer, prefer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Finding, Fix, FixMaker, Report, Rule, RuleContext } from "../rule.js";
import { SIZE_PROBLEMS, sizeMessage } from "../sizeReports.js";
import { viewAt } from "../viewAt.js";

/** How many slots for memory there are; zero where nothing is said, undefined where it is no number. */
export function slotsOf(maxMemory: XmlElement): number | undefined {
  const slots = attributeNamed(maxMemory, "slots")?.value ?? "";
  return slots === "" ? 0 : parseCount(slots);
}

/** libvirt: virDomainDefParseMemory and virDomainDefPostParseMemory, for every driver. */
const maximum: Check = function* ({ view, catalogue }) {
  const element = childNamed(view.domain, "maxMemory");
  if (element === undefined) return;
  const slots = slotsOf(element);
  const size = sizeOfText(element);
  if (slots === undefined) yield wrongSlots(element);
  if ("problem" in size) yield wrongMaximum(element, size.problem);
  else if (slots !== undefined) yield* oneOfBoth(element, { slots, bytes: size.bytes, release: catalogue.release });
  const total = definedMemory(view);
  if ("problem" in size || size.bytes === 0n || total === undefined || size.bytes >= total) return;
  yield {
    ...report(element, l10n.t("The VM has more memory than this maximum."), "", String(total)),
    libvirt: "XML error: maximum memory size must be equal or greater than the actual memory size",
  };
};

function wrongSlots(element: XmlElement): Report {
  const slots = attributeNamed(element, "slots");
  const range = slots === undefined ? element.nameRange : valueRange(slots);
  const problem = l10n.t("'{0}' is not a number of slots.", slots?.value ?? "");
  return { ...report(element, problem, "slots"), range, libvirt: "XML error: Failed to parse memory slot count" };
}

function wrongMaximum(element: XmlElement, wrong: keyof typeof SIZE_PROBLEMS): Report {
  const unit = attributeNamed(element, "unit");
  const place = wrong === "unit" ? unit : undefined;
  const value = place?.value ?? element.text;
  return {
    ...report(element, SIZE_PROBLEMS[wrong](value.trim()), wrong),
    ...(place === undefined ? {} : { range: valueRange(place) }),
    libvirt: sizeMessage(wrong, value, "./maxMemory[1]"),
  };
}

interface Maximum {
  readonly slots: number;
  readonly bytes: bigint;
  readonly release: string;
}

/** Slots need a maximum; before 11.3 also a maximum slots (9.0's answers). */
function* oneOfBoth(element: XmlElement, { slots, bytes, release }: Maximum): Iterable<Report> {
  const old = isOlder(release, "11.3.0");
  if (slots > 0 === bytes > 0n || (bytes > 0n && !old)) return;
  const libvirt = old
    ? "both maximum memory size and memory slot count must be specified"
    : "maximum memory size must be specified when specifying number of memory slots";
  const [problem, lacks] =
    bytes > 0n
      ? [l10n.t("This maximum has no slots to plug memory into: say slots."), "slots"]
      : [l10n.t("These slots have no maximum: say how much memory the VM can have."), ""];
  yield { ...report(element, problem, lacks), libvirt: `XML error: ${libvirt}` };
}

function report(element: XmlElement, problem: string, lacks: string, total?: string): Report {
  return {
    rule: "memory-maximum",
    range:
      element.endTag === undefined ? element.nameRange : { start: element.startTag.end, end: element.endTag.start },
    data: { problem, lacks, ...(total === undefined ? {} : { total }) },
  };
}

/** One slot is enough for what may be plugged in; how much that is only the author knows. */
const fixMaximum: FixMaker = (finding, context) => {
  const element = maximumOf(elementOf(finding, context));
  const { text } = context.document;
  if (element === undefined) return [];
  const remove = offer(l10n.t("Remove <maxMemory>"), removeElement(text, element));
  if (finding.data.lacks === "slots")
    return [prefer(l10n.t("Set slots='1'"), setAttribute(text, element, "slots", "1")), remove];
  const unit = attributeNamed(element, "unit");
  if (finding.data.lacks === "unit" && unit !== undefined) {
    return [offer(l10n.t("Remove the unit, for KiB"), removeAttribute(text, unit)), remove];
  }
  return [...raise(finding, context, element), remove];
};

/** Where the finding stands, an element may have strayed in. */
function maximumOf(element: XmlElement | undefined): XmlElement | undefined {
  return element === undefined || element.name === "maxMemory" ? element : maximumOf(element.parent);
}

/** Raises the maximum to what the VM has. */
function raise({ data, start }: Finding, context: RuleContext, element: XmlElement): Fix[] {
  const view = viewAt(context, start);
  const total = data.total === undefined ? view && definedMemory(view) : BigInt(data.total);
  const unit = attributeNamed(element, "unit")?.value || "KiB";
  const scale = scaleOf(unit);
  if (total === undefined || total === 0n || scale === undefined) return [];
  const number = String((total + scale - 1n) / scale);
  return [prefer(l10n.t("Change to {0} {1}, what the VM has", number, unit), setText(element, number))];
}

/** `<maxMemory>` itself. */
export const maxMemoryRules: readonly Rule[] = [
  {
    id: "memory-maximum",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: maximum,
    fix: fixMaximum,
    vetted: true,
  },
];
