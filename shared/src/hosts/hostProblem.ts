import * as l10n from "@vscode/l10n";
import {
  BECAUSE,
  type CpuDefinition,
  type CpuMap,
  type StartProblem,
  type StartProblemCode,
  type Words,
  wordsOf,
} from "../engine/internal.js";
import type { PoolHost } from "./poolHost.js";

/** Why a VM does not start on a host, or why that cannot be told: the engine's problems, and those of the rest of the VM. */
export interface HostProblem extends Omit<StartProblem, "code" | "because"> {
  readonly code: StartProblemCode | VmProblemCode;
  /** The engine's code with its values, or a sentence of ours without its end. `localReason` says either. */
  readonly because: StartProblem["because"] | string;
  /** The most vCPUs that the machine type takes there. */
  readonly limit?: number;
  /** What is asked for, by libvirt's name: a machine type, an enlightenment, a feature. */
  readonly subject?: string;
  /** What the host has instead: a machine type, a frequency. */
  readonly instead?: string;
  /** The elements from `<domain>` down to the one that asks for it. */
  readonly at?: readonly string[];
}

/** What keeps a VM from starting beside its CPU. Stable, for code that reacts to it. */
export type VmProblemCode =
  | "template"
  | "definition-refused"
  | "other-arch"
  | "other-hypervisor"
  | "domain-type"
  | "other-emulator"
  | "machine-type"
  | "too-many-vcpus"
  | "vm-feature"
  | "tsc-frequency"
  | "host-resource"
  | "qemu-refuses";

/** What every problem of the rest of a VM says: whether it is certain, libvirt's words, and ours. */
export function vmProblem(
  code: VmProblemCode,
  verdict: HostProblem["verdict"],
  because: string,
  more: Partial<Pick<HostProblem, "message" | "limit" | "subject" | "instead" | "at">> = {},
): HostProblem {
  return { code, verdict, message: "", because, ...more };
}

/** Registers of a definition by the map they are of: a fleet is looked at again and again. */
const known = new WeakMap<CpuMap, WeakMap<CpuDefinition, Words | null>>();

/** The features that the hypervisor gives to guests, as registers; undefined where that is not known. */
export function givenWords({ host, map }: PoolHost): Words | undefined {
  return host.hostModel && wordsIn(host.hostModel, map);
}

/** The features that the processor has, as registers; undefined where that is not known. */
export function processorWords({ host, map }: PoolHost): Words | undefined {
  return host.cpu && wordsIn(host.cpu, map);
}

function wordsIn(cpu: CpuDefinition, map: CpuMap): Words | undefined {
  const ofMap = known.get(map) ?? new WeakMap<CpuDefinition, Words | null>();
  known.set(map, ofMap);
  let words = ofMap.get(cpu);
  if (words === undefined) {
    words = canRead(cpu, map) ? wordsOf(cpu, map) : null;
    ofMap.set(cpu, words);
  }
  return words ?? undefined;
}

/** A host that a newer libvirt described may name a model that this map does not have. */
function canRead(cpu: CpuDefinition, map: CpuMap): boolean {
  if (map.arch !== "x86" || (cpu.model !== undefined && !map.modelByName.has(cpu.model))) return false;
  return cpu.features.every(({ name }) => map.featureByName.has(name));
}

/** Why a problem is there, in the user's language: the engine's reasons are codes, what hosts ask beside it is said already. */
export function localReason(because: HostProblem["because"]): string {
  return typeof because === "string" ? because : l10n.t(BECAUSE[because.reason], ...because.values);
}
