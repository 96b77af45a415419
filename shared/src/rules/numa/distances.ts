import * as l10n from "@vscode/l10n";
import { setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { attributeOf, elementOf, prefer, removeWhole } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { numberIn } from "../vcpus/vcpuMax.js";
import { cellRange, numaCells } from "./numaCells.js";

/** A cell's distance to itself, the usual one to others, and the largest: "cannot be reached" (ACPI's SLIT). */
const LOCAL = 10;
const REMOTE = 20;
const UNREACHABLE = 255;

/** libvirt: virDomainNumaDefNodeDistanceParseXML. */
const distances: Check = function* ({ view }) {
  const cells = numaCells(view);
  for (const { element, number: id } of cells) {
    const list = childNamed(element, "distances");
    if (list === undefined) continue;
    const siblings = childrenNamed(list, "sibling");
    if (siblings.length === 0) {
      const libvirt = "XML error: NUMA distances defined without siblings";
      yield { rule: "numa-distances-empty", range: list.nameRange, libvirt };
    }
    for (const sibling of siblings) yield* wrongSibling(sibling, id, cells.length);
  }
};

function* wrongSibling(sibling: XmlElement, cell: number | undefined, count: number): Iterable<Report> {
  const id = numberIn(attributeNamed(sibling, "id")?.value);
  const isSelf = id !== undefined && id === cell;
  const suggested = String(isSelf ? LOCAL : REMOTE);
  yield* wrongAttribute(sibling, "id", { required: true, suggested: "0" });
  yield* wrongAttribute(sibling, "value", { required: true, suggested });
  const place = attributeNamed(sibling, "id");
  if (id !== undefined && place !== undefined && id >= count) {
    yield {
      rule: "numa-sibling-id",
      range: valueRange(place),
      data: { id: String(id), cells: cellRange(count) },
      libvirt: `XML error: 'sibling_id ${id}' does not refer to a valid cell within NUMA 'cell id ${cell ?? ""}'`,
    };
    return;
  }
  const attribute = attributeNamed(sibling, "value");
  const value = numberIn(attribute?.value);
  if (id === undefined || attribute === undefined || value === undefined) return;
  if (value >= LOCAL && value <= UNREACHABLE && (value === LOCAL) === isSelf) return;
  yield {
    rule: "numa-distance",
    range: valueRange(attribute),
    data: { value: String(value), suggested, expected: expectedDistance(isSelf) },
    libvirt: `XML error: 'value ${value}' is invalid for 'sibling id ${id}' under NUMA 'cell id ${cell ?? ""}'`,
  };
}

function expectedDistance(isSelf: boolean): string {
  return isSelf
    ? l10n.t("a cell's distance to itself is {0}", LOCAL)
    : l10n.t("to another cell it is from {0} to {1}, usually {2}", LOCAL + 1, UNREACHABLE, REMOTE);
}

/** Takes a sibling away; the last one together with its `<distances>`, which must not be empty. */
const removeSibling: NonNullable<Rule["fix"]> = (finding, context) => {
  const element = elementOf(finding, context);
  const list = element?.parent;
  if (element === undefined || list === undefined) return [];
  const last = childrenNamed(list, "sibling").length === 1;
  const { text } = context.document;
  return [
    prefer(l10n.t("Remove this <{0}>", last ? list.name : element.name), removeElement(text, last ? list : element)),
  ];
};

/** Distances between cells. */
export const numaDistanceRules: readonly Rule[] = [
  {
    id: "numa-distances-empty",
    stage: "define",
    severity: "error",
    message: "<distances> without a <sibling> is refused. Add siblings, or remove it.",
    check: distances,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <distances>")),
  },
  {
    id: "numa-sibling-id",
    stage: "define",
    severity: "error",
    message: "There is no cell {id}: {cells}.",
    fix: removeSibling,
  },
  {
    id: "numa-distance",
    stage: "define",
    severity: "error",
    message: "The distance {value} is not possible: {expected}.",
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const { suggested } = finding.data;
      if (attribute === undefined || suggested === undefined) return [];
      return [prefer(l10n.t("Change to {0}", suggested), setValue(context.document.text, attribute, suggested))];
    },
  },
];
