import * as l10n from "@vscode/l10n";
import { type DomainView, maxVcpus, type VcpuEntryView } from "../../domain/index.js";
import { insertChildren, removeAttribute, setAttribute } from "../../edits/index.js";
import { documentStyle, type XmlElement } from "../../xml/index.js";
import { type Check, type CheckContext, type Fix, prefer, type Report, type Rule, valueRange } from "../kit.js";
import { isX86Guest, runsOnQemu } from "./count.js";

/** libvirt: qemuDomainDefVcpusPostParse, which sees what is said: of what is not said nothing is assumed yet (9.0's answers). */
const vcpuOrder: Check = function* (context) {
  const { view } = context;
  const entries = readEntries(view);
  if (entries.length === 0 || !runsOnQemu(view.type?.value) || view.vcpus === undefined) return;
  const first = entries[0];
  const vcpus = view.vcpus.element;
  if (first === undefined || first.id !== 0) {
    yield {
      rule: "vcpu-zero",
      range: vcpus.nameRange,
      data: { problem: l10n.t("vCPU 0 is not listed, so it is disabled at start. List it as enabled") },
      libvirt: "unsupported configuration: vcpu 0 can't be offline",
      fixes: ({ text }) => listVcpuZero(text, vcpus, entries),
    };
    return;
  }
  yield* vcpuZero(first);
  yield* orders(entries, first);
  if (isX86Guest(context)) yield* orderTwice(entries, maxVcpus(view));
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

/** VCPU 0 as the first child of `<vcpus>`; where the others have an order, with the first one, if that is free. */
function listVcpuZero(text: string, vcpus: XmlElement, entries: readonly Entry[]): Fix[] {
  const isOrdered = entries.some(({ order }) => order !== 0);
  if (entries.some(({ order }) => order === 1)) return [];
  const { quote } = documentStyle(text);
  const attributes = [["id", "0"], ["enabled", "yes"], ["hotpluggable", "no"], ...(isOrdered ? [["order", "1"]] : [])];
  const line = `<vcpu${attributes.map(([name, value]) => ` ${name}=${quote}${value}${quote}`).join("")}/>`;
  return [prefer(l10n.t("List vCPU 0"), insertChildren(text, vcpus, [line], vcpus.elements[0]))];
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
    data: { problem },
    libvirt: `unsupported configuration: ${text}`,
    fixes: (given: CheckContext) => [
      prefer(l10n.t("Set {0} to '{1}'", attribute, value), setAttribute(given.text, element, attribute, value)),
    ],
  });
  if (!online)
    yield report(view.enabled, "enabled", "yes", l10n.t("vCPU 0 cannot be disabled"), "vcpu 0 can't be offline");
  // libvirt says one of the two; with the other left in, a fix would uncover it.
  if (hotpluggable === true) {
    yield report(
      view.hotpluggable,
      "hotpluggable",
      "no",
      l10n.t("vCPU 0 cannot be hot-pluggable"),
      "vcpu0 can't be hotpluggable",
    );
  }
  if (order > 1)
    yield report(view.order, "order", "1", l10n.t("vCPU 0 must have the lowest order"), "vcpu0 must be enabled first");
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
        data: { problem: problem[0] },
        libvirt: `unsupported configuration: ${problem[1]}`,
        fixes:
          previous.hotpluggable === true
            ? ({ text }) =>
                makeUnpluggable(
                  text,
                  entries.filter(({ id }) => id >= entry.id),
                )
            : removeOrders,
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
    return [l10n.t("Set order for all enabled vCPUs, or for none."), "all vcpus must have either set or unset order"];
  }
  if (entry.hotpluggable !== false) return undefined;
  if (previous.hotpluggable === true) {
    return [
      l10n.t("The order of vCPUs that are not hot-pluggable must be lower than that of hot-pluggable ones."),
      "online non-hotpluggable vcpus need to be ordered prior to hotpluggable vcpus",
    ];
  }
  if (previous.order <= entry.order) return undefined;
  return [
    l10n.t("The order of vCPUs that are not hot-pluggable must increase."),
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
      fixes: removeOrders,
      libvirt: `internal error: ${tooHigh ? `vcpu order '${order}' exceeds vcpu count` : `duplicate vcpu order '${order}'`}`,
    };
  }
}

/** Orders away: libvirt then takes the vCPUs as they are numbered. */
function removeOrders({ text, view }: CheckContext): Fix[] {
  const edits = (view.vcpus?.entries ?? []).flatMap(({ order }) =>
    order === undefined ? [] : [removeAttribute(text, order.attribute)],
  );
  return [prefer(l10n.t("Remove order from all vCPUs"), ...edits)];
}

/** Lets vCPUs be unplugged that must not be. */
function makeUnpluggable(text: string, entries: readonly Entry[]): Fix[] {
  const fixed = entries.filter(({ hotpluggable }) => hotpluggable === false);
  const edits = fixed.map(({ view }) => setAttribute(text, view.element, "hotpluggable", "yes"));
  return [prefer(l10n.t("Make it hot-unpluggable (hotpluggable='yes')"), ...edits)];
}

/** vCPU 0, and the order in which vCPUs are plugged in. */
export const vcpuOrderRules: readonly Rule[] = [
  {
    id: "vcpu-zero",
    stage: "define",
    severity: "error",
    message: "{problem}.",
    check: vcpuOrder,
  },
  {
    id: "vcpu-order",
    stage: "define",
    severity: "error",
    message: "{problem}",
  },
  {
    id: "vcpu-order-taken",
    stage: "start",
    severity: "error",
    message: "{problem}. The VM cannot start.",
  },
];
