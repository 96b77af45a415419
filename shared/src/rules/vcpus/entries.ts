import type { DomainView, VcpuEntryView } from "../../domain/index.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { documentStyle, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { elementOf, offer, prefer, removeWhole } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { runsOnQemu } from "./count.js";
import { isX86, maxVcpus } from "./vcpuMax.js";

/** Drivers that take no states of single vCPUs. */
const WITHOUT_STATES: ReadonlySet<string> = new Set(["xen", "lxc", "bhyve", "vz", "parallels"]);

const YES_OR_NO = { words: ["yes", "no"] } as const;

/** libvirt: virDomainVcpuParse and virDomainVcpuDefPostParse, for every driver. */
const vcpuEntries: Check = function* ({ view }) {
  const { vcpus, domain } = view;
  if (vcpus === undefined || domain === undefined || vcpus.entries.length === 0) return;
  if (WITHOUT_STATES.has(view.type?.value ?? "")) {
    yield {
      rule: "vcpus-unsupported",
      range: vcpus.element.nameRange,
      data: { type: view.type?.value ?? "" },
      libvirt: "unsupported configuration: individual CPU state configuration is not supported",
    };
  }
  const max = maxVcpus(view);
  const free = freeId(vcpus.entries);
  const lasts = new Map(vcpus.entries.map((entry) => [entry.id?.number, entry]));
  for (const entry of vcpus.entries) {
    yield* wrongEntry(entry, max, free);
    // Of several with one id the last counts.
    if (entry.id?.number === undefined || lasts.get(entry.id.number) === entry) yield* unusable(entry);
  }
};

/** The first number that no entry has. */
function freeId(entries: readonly VcpuEntryView[]): string {
  const taken = new Set(entries.map(({ id }) => id?.number));
  let free = 0;
  while (taken.has(free)) free++;
  return String(free);
}

function* wrongEntry(entry: VcpuEntryView, max: number | undefined, suggested: string): Iterable<Report> {
  const { element, id } = entry;
  yield* wrongAttribute(element, "id", { required: true, suggested });
  yield* wrongAttribute(element, "enabled", { required: true, ...YES_OR_NO });
  yield* wrongAttribute(element, "hotpluggable", YES_OR_NO);
  yield* wrongAttribute(element, "order");
  if (id?.number !== undefined && max !== undefined && id.number >= max) {
    yield {
      rule: "vcpu-id",
      range: valueRange(id.attribute),
      data: { id: String(id.number), max: String(max), last: String(Math.max(0, max - 1)) },
      libvirt: `XML error: vcpu id '${id.number}' is out of range of maximum vcpu count`,
    };
  }
}

function* unusable({ id, enabled, hotpluggable }: VcpuEntryView): Iterable<Report> {
  if (enabled?.value === "no" && hotpluggable?.value === "no") {
    yield {
      rule: "vcpu-offline",
      range: valueRange(hotpluggable.attribute),
      data: { id: id?.value ?? "" },
      libvirt: `unsupported configuration: vcpu '${id?.value ?? ""}' is both offline and not hotpluggable`,
    };
  }
}

/** libvirt: qemuDomainDefVcpusPostParse, which sees what is said: of what is not said nothing is assumed yet (9.0's answers). */
const vcpuOrder: Check = function* (context) {
  const { view } = context;
  const entries = readEntries(view);
  if (entries.length === 0 || !runsOnQemu(view.type?.value) || view.vcpus === undefined) return;
  const first = entries[0];
  if (first === undefined || first.id !== 0) {
    const libvirt = "unsupported configuration: vcpu 0 can't be offline";
    const problem = "vCPU 0 is not listed, and so not there at start. List it as enabled";
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
  if (!online) yield report(view.enabled, "enabled", "yes", "vCPU 0 cannot be off", "vcpu 0 can't be offline");
  else if (hotpluggable === true) {
    yield report(view.hotpluggable, "hotpluggable", "no", "vCPU 0 cannot be unplugged", "vcpu0 can't be hotpluggable");
  }
  if (order > 1) yield report(view.order, "order", "1", "vCPU 0 comes first", "vcpu0 must be enabled first");
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
    return ["Either all enabled vCPUs have an order or none has.", "all vcpus must have either set or unset order"];
  }
  if (entry.hotpluggable !== false) return undefined;
  if (previous.hotpluggable === true) {
    return [
      "vCPUs that cannot be unplugged come before those that can.",
      "online non-hotpluggable vcpus need to be ordered prior to hotpluggable vcpus",
    ];
  }
  if (previous.order <= entry.order) return undefined;
  return [
    "The order of vCPUs that cannot be unplugged goes upwards.",
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
        problem: tooHigh ? `Order ${order} is higher than the number of vCPUs` : `Two vCPUs have the order ${order}`,
      },
      ...(other === undefined ? {} : { related: [{ ...other.view.element.startTag, message: "The other one." }] }),
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
  return [prefer("Remove order from all vCPUs", ...edits)];
};

/** Lets this vCPU, and those after it, be unplugged; or takes the orders away. */
const fixOrder: NonNullable<Rule["fix"]> = (finding, context) => {
  const view = viewAt(context, finding.start);
  const { id } = finding.data;
  if (view === undefined || id === undefined) return removeOrders(finding, context);
  const later = readEntries(view).filter((entry) => entry.id >= Number(id) && entry.hotpluggable === false);
  const { text } = context.document;
  const edits = later.map((entry) => setAttribute(text, entry.view.element, "hotpluggable", "yes"));
  return [prefer("Let it be unplugged", ...edits)];
};

/** Single vCPUs. */
export const vcpuEntryRules: readonly Rule[] = [
  {
    id: "vcpu-id",
    stage: "define",
    severity: "error",
    message: "There is no vCPU {id}: the VM has {max}, numbered from 0 to {last}.",
    explanation: "Every vCPU in `<vcpus>` is one of those that `<vcpu>` counts; the first is number 0.",
    example:
      "<domain type='kvm'><vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes'/><vcpu id='2' enabled='no'/></vcpus></domain>",
    check: vcpuEntries,
    vetted: true,
    fix: (finding, context) => {
      const vcpu = viewAt(context, finding.start)?.vcpu;
      const needed = String(Number(finding.data.id) + 1);
      return [
        ...removeWhole(finding, context, "Remove this vCPU"),
        ...(vcpu?.element.endTag === undefined
          ? []
          : [offer(`Give the VM ${needed} vCPUs`, { ...vcpu.countRange, newText: needed })]),
      ];
    },
  },
  {
    id: "vcpu-offline",
    stage: "define",
    severity: "error",
    message: "vCPU {id} is off and cannot be plugged in: nobody could ever use it. Allow one of both.",
    explanation: "A vCPU that is not enabled at start must be one that can be plugged in.",
    example:
      "<domain type='kvm'><vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes'/><vcpu id='1' enabled='no' hotpluggable='no'/></vcpus></domain>",
    vetted: true,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { text } = context.document;
      return [
        prefer("Let it be plugged in", setAttribute(text, element, "hotpluggable", "yes")),
        offer("Enable it", setAttribute(text, element, "enabled", "yes")),
      ];
    },
  },
  {
    id: "vcpus-unsupported",
    stage: "define",
    severity: "error",
    message: "Domains of type {type} take no states of single vCPUs. Remove <vcpus>.",
    explanation: "Only some drivers, QEMU's first of all, know `<vcpus>`; the others refuse it.",
    example: "<domain type='xen'><vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes'/></vcpus></domain>",
    fix: (finding, context) => removeWhole(finding, context, "Remove <vcpus>"),
  },
  {
    id: "vcpu-zero",
    stage: "define",
    severity: "error",
    message: "{problem}.",
    explanation: "vCPU 0 boots the guest: it is there at start, comes first and stays.",
    example:
      "<domain type='kvm'><vcpu>2</vcpu><vcpus><vcpu id='0' enabled='no'/><vcpu id='1' enabled='yes'/></vcpus></domain>",
    check: vcpuOrder,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const { attribute, value, order } = finding.data;
      if (element === undefined) return [];
      const { text } = context.document;
      if (attribute !== undefined && value !== undefined) {
        return [prefer(`Set ${attribute}='${value}'`, setAttribute(text, element, attribute, value))];
      }
      return order === undefined ? [] : [prefer("List vCPU 0", listVcpuZero(text, element, order))];
    },
  },
  {
    id: "vcpu-order",
    stage: "define",
    severity: "error",
    message: "{problem}",
    explanation:
      "`order` says in which order vCPUs are plugged in. All enabled ones have it or none; those that stay plugged in come first, upwards.",
    example:
      "<domain type='kvm'><vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='1'/><vcpu id='1' enabled='yes'/></vcpus></domain>",
    fix: fixOrder,
  },
  {
    id: "vcpu-order-taken",
    stage: "start",
    severity: "error",
    message: "{problem}, and the VM does not start.",
    explanation:
      "On x86 every vCPU is plugged in on its own, so that orders differ and none is higher than the number of vCPUs.",
    example:
      "<domain type='kvm'><vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='1'/><vcpu id='1' enabled='yes' order='1'/></vcpus></domain>",
    fix: removeOrders,
  },
];
