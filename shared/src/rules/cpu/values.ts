import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { addAttribute, removeAttribute, setAttributes, setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { CPU_MODES } from "../../engine/index.js";
import { pathOf, type XmlElement } from "../../xml/index.js";
import { allowedValues } from "../expectation.js";
import { attributeOf, elementOf, offer } from "../fix.js";
import type { Finding, Fix, FixMaker, Rule, RuleContext } from "../rule.js";
import { readsClusters } from "../vcpus/topology.js";
import { maxVcpus } from "../vcpus/vcpuMax.js";
import { viewAt } from "../viewAt.js";

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

/** The same for attributes that say yes or no. */
const YES_OR_NO: ReadonlyMap<string, string> = new Map([
  ["on", "yes"],
  ["true", "yes"],
  ["1", "yes"],
  ["off", "no"],
  ["false", "no"],
  ["0", "no"],
]);

/** Values for an attribute, the most likely first; then what is left: taking it away, or its element. */
const chooseValue: FixMaker = (finding, context) => {
  const attribute = attributeOf(finding, context);
  const element = elementOf(finding, context);
  if (attribute === undefined || element === undefined) return [];
  const { text } = context.document;
  const allowed = wordsOf(finding, context, element, attribute.name);
  const likely = likelyValue(attribute.value, allowed);
  const suggested = suggestedValues(finding, context, element);
  const [near, far] = allowed.length > 0 ? [[], allowed] : [suggested, []];
  const change = (value: string) => offer(changeTitle(value), setValue(text, attribute, value));
  const remove = offer(l10n.t("Remove the attribute {0}", attribute.name), removeAttribute(text, attribute));
  const values = unique([...(likely === undefined ? [] : [likely]), ...near]).filter(
    (value) => value !== attribute.value,
  );
  return [
    ...values.map(change),
    ...(finding.data.required === undefined && finding.rule !== "cpu-mode" ? [remove] : []),
    ...unique([...suggested, ...far])
      .filter((value) => !values.includes(value) && (allowed.length === 0 || allowed.includes(value)))
      .map(change),
    ...removeElementOf(element, context),
  ];
};

/** Parts of a domain that nobody wants to lose for one attribute. */
const MAIN_PARTS: ReadonlySet<string> = new Set(["domain", "cpu", "vcpu", "cpus", "inactiveDomain"]);

function removeElementOf(element: XmlElement, { document }: RuleContext): Fix[] {
  if (element.parent === undefined || (MAIN_PARTS.has(element.name) && element.parent.name !== "vcpus")) return [];
  return [offer(l10n.t("Remove <{0}>", element.name), removeElement(document.text, element))];
}

/** The word or number that is most likely meant. */
function likelyValue(value: string, allowed: readonly string[]): string | undefined {
  const typed = value.trim().toLowerCase();
  if (allowed.length === 0) return /[0-9]+/.exec(typed)?.[0].replace(/^0+(?=.)/, "");
  const meant = [typed, MEANT.get(typed), YES_OR_NO.get(typed)];
  return allowed.find((word) => meant.includes(word)) ?? similarNames(typed, allowed, 1)[0];
}

/** What the check suggests, or what the rest of the document asks for. */
function suggestedValues(finding: Finding, context: RuleContext, element: XmlElement): readonly string[] {
  const { attribute = "", suggested } = finding.data;
  const level = topologyLevel(element, attribute, context);
  return [...(suggested === undefined ? [] : [suggested]), ...(level === undefined ? [] : [level])];
}

/** The number with which a topology makes as many vCPUs as there are; undefined where no number does. */
function topologyLevel(element: XmlElement, name: string, context: RuleContext): string | undefined {
  const view = viewAt(context, element.start);
  const topology = view?.cpu?.topology;
  const vcpus = view === undefined ? undefined : maxVcpus(view);
  if (topology?.element !== element || vcpus === undefined) return undefined;
  const { sockets, dies, clusters, cores, threads } = topology;
  const read = { sockets, dies, cores, threads, ...(readsClusters(context.catalogue.release) ? { clusters } : {}) };
  const others = Object.entries(read).reduce(
    (all, [each, level]) => (each === name ? all : all * (level?.number || 1)),
    1,
  );
  return vcpus > 0 && vcpus % others === 0 ? String(vcpus / others) : undefined;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The words an attribute takes: those the check knows, else those of the grammar. */
function wordsOf(finding: Finding, { catalogue }: RuleContext, element: XmlElement, name: string): string[] {
  return finding.data.words?.split(" ") ?? allowedValues(catalogue.grammar, cpuPath(pathOf(element)), name);
}

/** `domain/cpu/cache` -> `cpu/cache`, as the grammar names it. */
export function cpuPath(path: string): string {
  const at = path.lastIndexOf("cpu/numa") >= 0 ? path.indexOf("cpu/numa") : path.lastIndexOf("cpu");
  return at < 0 ? path : path.slice(at);
}

/** An emulated guest has no host CPU: what is nearest to it is the mode maximum. */
const chooseMode: FixMaker = (finding, context) => {
  const type = viewAt(context, finding.start)?.type?.value;
  const fixes = chooseValue(finding, context).filter(
    ({ title }) => type !== "qemu" || title !== changeTitle("host-passthrough"),
  );
  const maximum = fixes.filter(({ title }) => title === changeTitle("maximum"));
  const isHost = likelyValue(finding.data.value ?? "", [...CPU_MODES]) === "host-passthrough";
  return type === "qemu" && isHost ? [...maximum, ...fixes.filter((fix) => !maximum.includes(fix))] : fixes;
};

function changeTitle(value: string): string {
  return l10n.t("Change to {0}", value);
}

/** Adds the attribute that is missing: with a value that the rest of the document allows, if there is one. */
const addValue: FixMaker = (finding, context) => {
  const element = elementOf(finding, context);
  const name = finding.data.attribute ?? "";
  if (element === undefined) return [];
  const { text } = context.document;
  const allowed = wordsOf(finding, context, element, name);
  const suggested = suggestedValues(finding, context, element);
  const values = unique([...suggested, ...(allowed.length > 0 ? allowed : ["1"])]);
  return [
    ...values.map((value) => offer(l10n.t("Add {0}='{1}'", name, value), addAttribute(text, element, name, value))),
    ...withLevel(element, name, context),
    ...removeElementOf(element, context),
  ];
};

/** An emulated cache has a level too. */
function withLevel(element: XmlElement, name: string, { document }: RuleContext): Fix[] {
  if (name !== "mode" || element.name !== "cache") return [];
  const edits = setAttributes(document.text, element, [
    ["mode", "emulate"],
    ["level", "3"],
  ]);
  return [offer(l10n.t("Add mode='emulate' and level='3'"), ...edits)];
}

/** Attributes of the CPU that take a number or one of a few words. */
export const valueRules: readonly Rule[] = [
  {
    id: "cpu-mode",
    stage: "define",
    severity: "error",
    message: "'{value}' is not a CPU mode. Use custom, host-model, host-passthrough or maximum.",
    codes: ["invalid-mode"],
    fix: chooseMode,
    vetted: true,
  },
  {
    id: "attribute-value",
    stage: "define",
    severity: "error",
    message: "'{value}' is not valid for {attribute}. {expected}",
    codes: ["invalid-attribute"],
    fix: chooseValue,
    vetted: true,
  },
  {
    id: "attribute-missing",
    stage: "define",
    severity: "error",
    message: "{element} needs the attribute {attribute}.",
    codes: ["missing-attribute"],
    fix: addValue,
    vetted: true,
  },
];
