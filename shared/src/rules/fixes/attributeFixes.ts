import { similarNames } from "../../catalogue/similarNames.js";
import { addAttribute, removeAttribute, setAttribute, setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed, pathOf } from "../../xml/index.js";
import { allowedValues } from "../expectation.js";
import type { Fix, RuleContext } from "../rule.js";
import { attributeOf, elementOf, offer, prefer, repair } from "./fix.js";
import type { FixMaker } from "./index.js";

/** Words that people use for libvirt's. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ["passthrough", "host-passthrough"],
  ["host", "host-passthrough"],
  ["max", "maximum"],
  ["hostmodel", "host-model"],
  ["yes", "on"],
  ["true", "on"],
  ["1", "on"],
  ["no", "off"],
  ["false", "off"],
  ["0", "off"],
  ["min", "minimum"],
  ["best", "exact"],
]);

function chooseValue(finding: Parameters<FixMaker>[0], context: RuleContext): Fix[] {
  const attribute = attributeOf(finding, context);
  const element = elementOf(finding, context);
  if (attribute === undefined || element === undefined) return [];
  const { text } = context.document;
  const allowed = allowedValues(context.catalogue.grammar, cpuPath(pathOf(element)), attribute.name);
  const typed = attribute.value.trim().toLowerCase();
  const meant = MEANT.get(typed) ?? typed;
  const likely = allowed.find((value) => value === meant) ?? similarNames(typed, allowed, 1)[0];
  return [
    ...(likely === undefined ? [] : [prefer(`Change to ${likely}`, setValue(text, attribute, likely))]),
    ...allowed
      .filter((value) => value !== likely)
      .map((value) => offer(`Change to ${value}`, setValue(text, attribute, value))),
    offer(`Remove the attribute ${attribute.name}`, removeAttribute(text, attribute)),
  ];
}

/** `domain/cpu/cache` -> `cpu/cache`, as the grammar names it. */
export function cpuPath(path: string): string {
  const at = path.lastIndexOf("cpu/numa") >= 0 ? path.indexOf("cpu/numa") : path.lastIndexOf("cpu");
  return at < 0 ? path : path.slice(at);
}

export const attributeFixes: Readonly<Record<string, FixMaker>> = {
  "cpu-mode": (finding, context) => chooseValue(finding, context).slice(0, -1),
  "attribute-value": chooseValue,
  "model-fallback": (finding, context) => {
    const attribute = attributeOf(finding, context);
    if (attribute === undefined) return [];
    const { text } = context.document;
    const no = /^(no|off|false|deny|0)/i.test(attribute.value);
    const [first, second] = no ? ["forbid", "allow"] : ["allow", "forbid"];
    return [
      prefer(`Change to ${first}`, setValue(text, attribute, first ?? "")),
      offer(`Change to ${second}`, setValue(text, attribute, second ?? "")),
    ];
  },
  "attribute-missing": (finding, context) => {
    const element = elementOf(finding, context);
    const name = finding.data.attribute ?? "";
    if (element === undefined) return [];
    const allowed = allowedValues(context.catalogue.grammar, cpuPath(pathOf(element)), name);
    const values = allowed.length > 0 ? allowed : ["1"];
    return values.map((value, index) => {
      const edit = addAttribute(context.document.text, element, name, value);
      return (index === 0 ? prefer : offer)(`Add ${name}='${value}'`, edit);
    });
  },
  "migratable-mode": (finding, context) => {
    const attribute = attributeOf(finding, context);
    if (attribute === undefined) return [];
    return [repair("Remove migratable", removeAttribute(context.document.text, attribute))];
  },
  "vendor-id": (finding, context) => {
    const attribute = attributeOf(finding, context);
    if (attribute === undefined) return [];
    const { text } = context.document;
    const fixed = attribute.value.replaceAll(",", " ").slice(0, 12).padEnd(12, " ");
    return [
      offer("Remove vendor_id", removeAttribute(text, attribute)),
      ...(attribute.value === "" ? [] : [offer(`Change to '${fixed}'`, setValue(text, attribute, fixed))]),
    ];
  },
  "cache-level": (finding, context) => {
    const attribute = attributeOf(finding, context);
    if (attribute === undefined) return [];
    return [prefer("Change to level 3", setValue(context.document.text, attribute, "3"))];
  },
  "maxphysaddr-limit": (finding, context) => {
    const attribute = attributeOf(finding, context);
    const element = elementOf(finding, context);
    if (attribute === undefined || element === undefined) return [];
    const { text } = context.document;
    const bits = attributeNamed(element, "bits");
    return [
      prefer("Remove limit", removeAttribute(text, attribute)),
      ...(bits === undefined ? [offer("Say it as bits", { ...attribute.nameRange, newText: "bits" })] : []),
      offer("Change the mode to passthrough", setAttribute(text, element, "mode", "passthrough")),
    ];
  },
  "cache-count": (finding, context) => {
    const element = elementOf(finding, context);
    if (element === undefined) return [];
    return [prefer("Remove this <cache>", removeElement(context.document.text, element))];
  },
};
