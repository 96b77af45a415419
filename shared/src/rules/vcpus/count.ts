import * as l10n from "@vscode/l10n";
import { isX86 } from "../../common/arches.js";
import { type DomainView, maxVcpus, parseCount, type VcpuView } from "../../domain/index.js";
import { insertChildren, setAttribute, setAttributes, setText, setValue } from "../../edits/index.js";
import { attributeNamed, type TextEdit } from "../../xml/index.js";
import {
  type Check,
  type Fix,
  type MakeFixes,
  offer,
  otherCpu,
  prefer,
  type Report,
  type Rule,
  type RuleContext,
  wrongAttribute,
  wrongCpuList,
} from "../kit.js";

/** A whole number, not fewer than are plugged in at start, and at least one. */
const vcpuCount: Check = function* ({ view }) {
  const { vcpu } = view;
  if (vcpu === undefined) return;
  const { count, countRange, current, element } = vcpu;
  const range = countRange.start === countRange.end ? element.nameRange : countRange;
  const fixes: MakeFixes = ({ text }) => likelyVcpus(text, view, vcpu);
  if (count === undefined) {
    const libvirt = "XML error: maximum vcpus count must be an integer";
    yield {
      rule: "vcpu-count",
      range,
      data: { problem: l10n.t("The number of vCPUs must be a whole number.") },
      libvirt,
      fixes,
    };
  }
  if (count === 0 && runsOnQemu(view.type?.value)) {
    const libvirt = "unsupported configuration: Domain requires at least 1 vCPU";
    yield { rule: "vcpu-count", range, data: { problem: l10n.t("A VM needs at least one vCPU.") }, libvirt, fixes };
  }
  yield* wrongAttribute(element, "current", count === undefined ? {} : { suggested: String(count) });
  yield* wrongAttribute(element, "placement", { words: ["static", "auto"] });
  if (attributeNamed(element, "placement")?.value !== "auto") {
    yield* wrongCpuList(element, "cpuset", "Invalid value of 'cpuset':");
  }
  // Where vCPUs are listed one by one, `current` does not count (virDomainVcpuParse, 11.3).
  if (current?.number !== undefined && count !== undefined && (view.vcpus?.entries ?? []).length === 0) {
    yield* currentCount(vcpu, count, runsOnQemu(view.type?.value));
  }
};

function* currentCount({ element, current }: VcpuView, count: number, onQemu: boolean): Iterable<Report> {
  if (current?.number === undefined) return;
  const range = current.attribute.valueRange ?? current.attribute;
  const wanted = current.number;
  const fixes: MakeFixes = ({ text }) => [
    prefer(l10n.t("Set current to {0}", String(count)), setValue(text, current.attribute, String(count))),
    ...(wanted > 0 ? [offer(l10n.t("Set <vcpu> to {0}", wanted), setText(text, element, String(wanted)))] : []),
  ];
  if (current.number > count) {
    const problem = l10n.t("current='{0}' is higher than the maximum of {1} vCPUs.", current.number, count);
    const libvirt = "unsupported configuration: maximum vCPU count must not be less than current vCPU count";
    yield { rule: "vcpu-count", range, data: { problem }, libvirt, fixes };
  }
  if (current.number === 0 && count > 0 && onQemu) {
    const problem = l10n.t("current must be at least 1.");
    const libvirt = "unsupported configuration: vcpu 0 can't be offline";
    yield { rule: "vcpu-count", range, data: { problem }, libvirt, fixes };
  }
}

/** Checks of the QEMU driver hold for the domain types it serves. */
export function runsOnQemu(type: string | undefined): boolean {
  return type === "kvm" || type === "qemu" || type === "hvf";
}

/** Does libvirt's CPU code read this `<cpu>`: that of a VM of the QEMU driver, one alone, or one whose type is a placeholder? */
export function isReadByQemu({ type, isTemplate }: Pick<DomainView, "type" | "isTemplate">): boolean {
  return type === undefined || runsOnQemu(type.value) || (isTemplate === true && !/^[a-z]*$/.test(type.value));
}

/** As many vCPUs as the number that is typed, or as the rest of the definition asks for. */
function likelyVcpus(text: string, view: DomainView, { element, current }: VcpuView): Fix[] {
  const typed = Number(/[0-9]+/.exec(element.text)?.[0] ?? 0);
  const product = view.cpu?.topology?.product ?? 0;
  const highest = (view.numa?.cells ?? []).reduce(
    (most, { cpus }) => Math.max(most, 1 + (cpus?.set?.spans.at(-1)?.last ?? -1)),
    0,
  );
  const listed = (view.vcpus?.entries ?? []).reduce((most, { id }) => Math.max(most, 1 + (id?.number ?? -1)), 0);
  const numbers = new Set([product, typed, highest, listed, current?.number ?? 0, 1].filter(isVcpuCount));
  const fixes = [...numbers].map((number) => {
    return giveVcpus(text, view, number, number === product && number > 1);
  });
  return [...fixes.flatMap(([alone]) => alone ?? []), ...fixes.flatMap(([, both]) => both ?? [])];
}

function isVcpuCount(number: number): boolean {
  return number > 0 && parseCount(String(number)) !== undefined;
}

/** The number of vCPUs. */
export const vcpuCountRules: readonly Rule[] = [
  {
    id: "vcpu-count",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: vcpuCount,
    vetted: true,
  },
];

/** How many vCPUs are plugged in at start: what `<vcpus>` says, else `current`, else all. */
function onlineVcpus(view: DomainView): number | undefined {
  const max = maxVcpus(view);
  const entries = view.vcpus?.entries ?? [];
  if (max === undefined || entries.length === 0) {
    return view.vcpu?.current === undefined ? max : view.vcpu.current.number;
  }
  const enabled = new Map(entries.map(({ id, enabled }) => [id?.number, enabled?.value === "yes"]));
  return [...enabled.values()].filter(Boolean).length;
}

/** The guest's architecture is x86; where the document names none, the host's, which the catalogue stands for. */
export function isX86Guest({ view, catalogue }: RuleContext): boolean {
  return isX86(view.os?.arch?.value ?? catalogue.arch);
}

/** A number that an attribute holds, if it does. */
export function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseCount(text);
}

/** libvirt: qemuValidateDefGetVcpuHotplugGranularity. On pSeries whole cores are plugged in. */
const vcpuGranularity: Check = function* ({ view, cpu }) {
  const threads = cpu?.topology?.threads;
  const online = onlineVcpus(view);
  if (!runsOnQemu(view.type?.value) || !/^pseries/.test(view.os?.machine?.value ?? "")) return;
  if (threads === undefined || online === undefined || threads === 0 || online % threads === 0) return;
  const { vcpu } = view;
  if (vcpu === undefined) return;
  yield {
    rule: "vcpu-granularity",
    range: vcpu.current?.attribute ?? vcpu.countRange,
    data: { online: String(online), threads: String(threads) },
    libvirt: `unsupported configuration: vCPUs count must be a multiple of the vCPU hotplug granularity (${threads})`,
    fixes: ({ text }) => {
      if ((view.vcpus?.entries ?? []).length > 0) return [];
      const less = Math.max(threads, online - (online % threads));
      const fitting = [less, less + threads].filter((each) => each <= (maxVcpus(view) ?? 0));
      return fitting.map((each) =>
        (each === less ? prefer : offer)(
          l10n.t("Set current to {0}", String(each)),
          setAttribute(text, vcpu.element, "current", String(each)),
        ),
      );
    },
  };
};

/** Whole cores on pSeries. */
export const vcpuGranularityRules: readonly Rule[] = [
  {
    id: "vcpu-granularity",
    stage: "define",
    severity: "error",
    message: "current='{online}' must be a multiple of {threads} (threads per core).",
    check: vcpuGranularity,
  },
];

/** Fixes that give a VM so many vCPUs: alone, and with a topology that makes as many. */
export function giveVcpus(text: string, view: DomainView, number: number, isOfTopology = false): Fix[] {
  const edits = vcpuEdits(text, view, number);
  if (edits.length === 0) return [];
  const title = number === 1 ? l10n.t("Set <vcpu> to 1") : l10n.t("Set <vcpu> to {0}", number);
  const topology = topologyOf(text, view, number);
  const both =
    topology.length === 0 ? [] : [offer(l10n.t("{0}, and change the topology to match", title), ...edits, ...topology)];
  const named = isOfTopology ? l10n.t("{0} (as in <topology>)", title) : title;
  return [offer(named, ...edits), ...both].map(otherCpu);
}

function vcpuEdits(text: string, { vcpu, domain }: DomainView, number: number): TextEdit[] {
  if (vcpu === undefined) {
    const before = domain?.elements.find(({ name }) => AFTER_VCPU.has(name));
    return domain === undefined ? [] : [insertChildren(text, domain, [`<vcpu>${number}</vcpu>`], before)];
  }
  const { element, current } = vcpu;
  // White space around the number is refused too.
  const edit = setText(text, element, String(number));
  const isTooMany = (current?.number ?? 0) > number;
  return isTooMany ? [edit, setAttribute(text, element, "current", String(number))] : [edit];
}

/** Where libvirt prints `<vcpu>`: before the first of these that is there. */
const AFTER_VCPU: ReadonlySet<string> = new Set(["vcpus", "iothreads", "cputune", "numatune", "os", "features", "cpu"]);

/** The sockets that a topology needs for a number of vCPUs; where no number of sockets does, cores of one socket. */
function topologyOf(text: string, { cpu }: DomainView, number: number): TextEdit[] {
  const topology = cpu?.topology;
  if (topology === undefined || topology.product === number) return [];
  const { element, sockets, dies, clusters } = topology;
  const others = (topology.product ?? 0) / (sockets?.number ?? 1);
  if (others > 0 && number % others === 0) return [setAttribute(text, element, "sockets", String(number / others))];
  const single = [
    ["sockets", "1"],
    ["dies", dies && "1"],
    ["clusters", clusters && "1"],
    ["cores", String(number)],
    ["threads", "1"],
  ] as const;
  return setAttributes(
    text,
    element,
    single.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
