import * as l10n from "@vscode/l10n";
import type { DomainView, VcpuEntryView } from "../../domain/index.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { documentStyle, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { valueRange } from "../attributeReports.js";
import { elementOf, prefer } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { runsOnQemu } from "./count.js";
import { isX86, maxVcpus } from "./vcpuMax.js";

/** libvirt: qemuDomainDefVcpusPostParse, which sees what is said: of what is not said nothing is assumed yet (9.0's answers). */
const vcpuOrder: Check = function* (context) {
  const { view } = context;
  const entries = readEntries(view);
  if (entries.length === 0 || !runsOnQemu(view.type?.value) || view.vcpus === undefined) return;
  const first = entries[0];
  if (first === undefined || first.id !== 0) {
    const libvirt = "unsupported configuration: vcpu 0 can't be offline";
    const problem = l10n.t("vCPU 0 is not listed, and so not there at start. List it as enabled");
    yield { rule: "vcpu-zero", range: view.vcpus.element.nameRange, data: { problem, ...freeOrder(entries) }, libvirt };
    return;
  }
  yield* vcpuZero(first);
  yield* orders(entries, first);
  if (isX86(context)) yield* orderTwice(entries, maxVcpus(view));
};

interface Entry {
  readonly id: number;
  readonly view: VcpuEntryView;
  readonly online: boolean;
  /** Undefined where nothing is said. */
  readonly hotpluggable: boolean | undefined;
  /** 0 where none is given. */
  readonly order: number;
}

/** The vCPUs that are listed, by id; of several with one id the last. Empty where libvirt would not read them. */
function readEntries(view: DomainView): readonly Entry[] {
  const max = maxVcpus(view);
  const entries = new Map<number, Entry>();
  for (const entry of view.vcpus?.entries ?? []) {
    const id = entry.id?.number;
    if (id === undefined || max === undefined || id >= max) return [];
    const online = entry.enabled?.value === "yes";
    const hotpluggable = entry.hotpluggable === undefined ? undefined : entry.hotpluggable.value === "yes";
    entries.set(id, { id, view: entry, online, hotpluggable, order: entry.order?.number ?? 0 });
  }
  return [...entries.values()].sort((a, b) => a.id - b.id);
}

/** What a vCPU 0 that is added gets for an order: the others' first one, if it is free. */
function freeOrder(entries: readonly Entry[]): { readonly order?: string } {
  if (entries.every(({ order }) => order === 0)) return { order: "" };
  return entries.some(({ order }) => order === 1) ? {} : { order: "1" };
}

function* vcpuZero({ view, online, hotpluggable, order }: Entry): Iterable<Report> {
  const { element } = view;
  const report = (
    place: VcpuEntryView["enabled"],
    attribute: string,
    value: string,
    problem: string,
    text: string,
  ) => ({
    rule: "vcpu-zero",
    range: place === undefined ? element.nameRange : valueRange(place.attribute),
    data: { problem, attribute, value },
    libvirt: `unsupported configuration: ${text}`,
  });
  if (!online) yield report(view.enabled, "enabled", "yes", l10n.t("vCPU 0 cannot be off"), "vcpu 0 can't be offline");
  else if (hotpluggable === true) {
    yield report(
      view.hotpluggable,
      "hotpluggable",
      "no",
      l10n.t("vCPU 0 cannot be unplugged"),
      "vcpu0 can't be hotpluggable",
    );
  }
  if (order > 1) yield report(view.order, "order", "1", l10n.t("vCPU 0 comes first"), "vcpu0 must be enabled first");
}

function* orders(entries: readonly Entry[], first: Entry): Iterable<Report> {
  let previous: Pick<Entry, "id" | "hotpluggable" | "order"> = first;
  for (const entry of entries.slice(1)) {
    // Of what lies between nothing is said.
    if (entry.id !== previous.id + 1) previous = { id: entry.id - 1, hotpluggable: undefined, order: 0 };
    const problem = orderProblem(entry, previous, first);
    if (problem !== undefined) {
      const place = entry.view.order?.attribute;
      const range = place === undefined ? entry.view.element.nameRange : valueRange(place);
      yield {
        rule: "vcpu-order",
        range,
        data: { problem: problem[0], ...(previous.hotpluggable === true ? { id: String(entry.id) } : {}) },
        libvirt: `unsupported configuration: ${problem[1]}`,
      };
    }
    previous = entry;
  }
}

function orderProblem(
  entry: Entry,
  previous: Pick<Entry, "hotpluggable" | "order">,
  first: Entry,
): readonly [problem: string, libvirt: string] | undefined {
  if (entry.online && (entry.order !== 0) !== (first.order !== 0)) {
    return [
      l10n.t("Either all enabled vCPUs have an order or none has."),
      "all vcpus must have either set or unset order",
    ];
  }
  if (entry.hotpluggable !== false) return undefined;
  if (previous.hotpluggable === true) {
    return [
      l10n.t("vCPUs that cannot be unplugged come before those that can."),
      "online non-hotpluggable vcpus need to be ordered prior to hotpluggable vcpus",
    ];
  }
  if (previous.order <= entry.order) return undefined;
  return [
    l10n.t("The order of vCPUs that cannot be unplugged goes upwards."),
    "online non-hotpluggable vcpus must be ordered in ascending order",
  ];
}

/** On x86, where every vCPU is plugged in on its own: qemuProcessValidateHotpluggableVcpus. */
function* orderTwice(entries: readonly Entry[], max: number | undefined): Iterable<Report> {
  const seen = new Map<number, Entry>();
  for (const entry of entries) {
    const { order, view } = entry;
    if (order === 0 || view.order === undefined) continue;
    const other = seen.get(order);
    const tooHigh = max !== undefined && order > max;
    if (other === undefined) seen.set(order, entry);
    if (other === undefined && !tooHigh) continue;
    yield {
      rule: "vcpu-order-taken",
      range: valueRange(view.order.attribute),
      data: {
        problem: tooHigh
          ? l10n.t("Order {0} is higher than the number of vCPUs", order)
          : l10n.t("Two vCPUs have the order {0}", order),
      },
      ...(other === undefined
        ? {}
        : { related: [{ ...other.view.element.startTag, message: l10n.t("The other one.") }] }),
      libvirt: `internal error: ${tooHigh ? `vcpu order '${order}' exceeds vcpu count` : `duplicate vcpu order '${order}'`}`,
    };
  }
}

/** VCPU 0 as the first child of `<vcpus>`. */
function listVcpuZero(text: string, vcpus: XmlElement, order: string): TextEdit {
  const { quote } = documentStyle(text);
  const attributes = [
    ["id", "0"],
    ["enabled", "yes"],
    ["hotpluggable", "no"],
    ["order", order],
  ].filter(([, value]) => value !== "");
  const line = `<vcpu${attributes.map(([name, value]) => ` ${name}=${quote}${value}${quote}`).join("")}/>`;
  return insertChildren(text, vcpus, [line], vcpus.elements[0]);
}

/** Orders away: libvirt then takes the vCPUs as they are numbered. */
const removeOrders: NonNullable<Rule["fix"]> = (finding, context) => {
  const entries = viewAt(context, finding.start)?.vcpus?.entries ?? [];
  const { text } = context.document;
  const edits = entries.flatMap(({ order }) => (order === undefined ? [] : [removeAttribute(text, order.attribute)]));
  return [prefer(l10n.t("Remove order from all vCPUs"), ...edits)];
};

/** Lets this vCPU, and those after it, be unplugged; or takes the orders away. */
const fixOrder: NonNullable<Rule["fix"]> = (finding, context) => {
  const view = viewAt(context, finding.start);
  const { id } = finding.data;
  if (view === undefined || id === undefined) return removeOrders(finding, context);
  const later = readEntries(view).filter((entry) => entry.id >= Number(id) && entry.hotpluggable === false);
  const { text } = context.document;
  const edits = later.map((entry) => setAttribute(text, entry.view.element, "hotpluggable", "yes"));
  return [prefer(l10n.t("Let it be unplugged"), ...edits)];
};

/** vCPU 0, and the order in which vCPUs are plugged in. */
export const vcpuOrderRules: readonly Rule[] = [
  {
    id: "vcpu-zero",
    stage: "define",
    severity: "error",
    message: "{problem}.",
    check: vcpuOrder,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const { attribute, value, order } = finding.data;
      if (element === undefined) return [];
      const { text } = context.document;
      if (attribute !== undefined && value !== undefined) {
        return [prefer(l10n.t("Set {0}='{1}'", attribute, value), setAttribute(text, element, attribute, value))];
      }
      return order === undefined ? [] : [prefer(l10n.t("List vCPU 0"), listVcpuZero(text, element, order))];
    },
  },
  {
    id: "vcpu-order",
    stage: "define",
    severity: "error",
    message: "{problem}",
    fix: fixOrder,
  },
  {
    id: "vcpu-order-taken",
    stage: "start",
    severity: "error",
    message: "{problem}, and the VM does not start.",
    fix: removeOrders,
  },
];
