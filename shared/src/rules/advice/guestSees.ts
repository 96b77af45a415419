import * as l10n from "@vscode/l10n";
import { type CpuView, type DomainView, guestSystem } from "../../domain/index.js";
import { insertChildren, setAttributes } from "../../edits/index.js";
import { childNamed, documentStyle } from "../../xml/index.js";
import {
  addFeatures,
  type Check,
  type CheckContext,
  type Fix,
  featureStates,
  offer,
  otherCpu,
  prefer,
  type Rule,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** As many sockets as Windows for desktops uses; its cheaper editions use one. */
const DESKTOP_SOCKETS = 2;

/** Windows for clients uses two sockets at most, and leaves the other vCPUs idle. */
const windowsSockets: Check = function* ({ view }) {
  if (view.cpu === undefined || !runsOnQemu(view.type?.value) || !isDesktopWindows(view)) return;
  const { topology } = view.cpu;
  // Without a topology QEMU makes a socket of each vCPU.
  const sockets = topology === undefined ? view.vcpu?.count : topology.sockets?.number;
  if (sockets === undefined || sockets <= DESKTOP_SOCKETS) return;
  const place = topology === undefined ? view.vcpu?.countRange : topology.sockets?.attribute;
  if (place === undefined) return;
  const { cpu } = view;
  yield {
    rule: "windows-sockets",
    range: place,
    data: { sockets: String(sockets) },
    fixes: ({ text }) => oneSocket(text, cpu, sockets),
  };
};

/** By its libosinfo id; without one, a guest with Hyper-V features is taken for Windows, and may be a server. */
function isDesktopWindows({ domain, features }: DomainView): boolean {
  const system = guestSystem(domain);
  if (system === undefined) return childNamed(features, "hyperv") !== undefined;
  return /microsoft\.com\/win\/(?:xp|vista|7|8|8\.1|10|11)$/.test(system);
}

/** libvirt prints `<topology>` before these. */
const AFTER: ReadonlySet<string> = new Set(["cache", "maxphysaddr", "feature", "numa"]);

function oneSocket(text: string, { element, topology }: CpuView, sockets: number): Fix[] {
  const title = l10n.t("Use cores of one socket");
  if (topology === undefined) {
    const { quote: q } = documentStyle(text);
    const line = `<topology sockets=${q}1${q} dies=${q}1${q} cores=${q}${sockets}${q} threads=${q}1${q}/>`;
    const before = element.elements.find(({ name }) => AFTER.has(name));
    return [otherCpu(prefer(title, insertChildren(text, element, [line], before)))];
  }
  if (topology.cores?.number === undefined) return [];
  const edits = setAttributes(text, topology.element, [
    ["sockets", "1"],
    ["cores", String(topology.cores.number * sockets)],
  ]);
  return [otherCpu(prefer(title, ...edits))];
}

/** Sockets of a Windows guest. */
export const windowsSocketRules: readonly Rule[] = [
  {
    id: "windows-sockets",
    stage: "advice",
    severity: "hint",
    message:
      "{sockets} sockets: desktop Windows uses at most two, and the other vCPUs stay unused. Use cores of one socket.",
    check: windowsSockets,
  },
];

/** Features that only AMD's processors have: a passed-through CPU with them is AMD's. */
const AMD_ONLY: readonly string[] = ["svm", "npt", "nrip-save", "sse4a", "ibpb", "amd-ssbd", "virt-ssbd"];

/** QEMU's EPYC models and Dhyana bring topoext along; older ones and `-cpu host` do not. */
const topoextMissing: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  const { map } = catalogue;
  const typed = view.cpu;
  const threads = typed?.topology?.threads;
  if (map?.arch !== "x86" || cpu === undefined || typed === undefined) return;
  if (threads?.number === undefined || threads.number < 2) return;
  if (!runsOnQemu(view.type?.value)) return;
  const state = featureStates(cpu, map);
  if (state("topoext") !== "absent") return;
  const model = map.modelByName.get(cpu.model ?? "");
  const what =
    cpu.mode === "custom"
      ? model?.vendor === "AMD" && !model.name.startsWith("EPYC") && model.name
      : cpu.mode === "host-passthrough" && AMD_ONLY.some((name) => state(name) === "on") && l10n.t("an AMD host's CPU");
  if (!what) return;
  yield {
    rule: "topoext-missing",
    range: threads.attribute,
    data: { what },
    fixes: ({ text }) => [addTopoext(text, typed)],
  };
};

function addTopoext(text: string, cpu: CpuView): Fix {
  // A host's CPU is not checked; a named model is, and a host without topoext then refuses the VM.
  const make = cpu.mode?.value === "host-passthrough" ? prefer : offer;
  return otherCpu(make(l10n.t("Add topoext with policy require"), addFeatures(text, cpu, ["topoext"], "require")));
}

export const topoextRules: readonly Rule[] = [
  {
    id: "topoext-missing",
    aboutGuest: true,
    stage: "silent",
    severity: "warning",
    message: "Without topoext the guest sees threads as cores on {what}. Add topoext with policy require.",
    check: topoextMissing,
  },
];
