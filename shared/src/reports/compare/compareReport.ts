import * as l10n from "@vscode/l10n";
import { suitsArch } from "../../common/arches.js";
import {
  type Comparison,
  type CpuDefinition,
  CpuError,
  compareCpu,
  compareWithHypervisor,
  fillDefaults,
  mapCovers,
} from "../../engine/internal.js";
import { type Guest, type Judgement, judge, type PoolHost, type UnknownHost } from "../../hosts/index.js";
import { alikeHosts } from "../matrix/rows.js";
import { type HostRelation, hostRelation } from "./hostTexts.js";

/** How hosts stand to what is compared: libvirt's three answers, and two where there is nothing to compare. */
export type CompareClass = "identical" | "superset" | "incompatible" | "takes-host" | "unknown";

/** Hosts that stand to it in the same way. */
export interface ComparedHosts {
  readonly hosts: readonly string[];
  readonly result: CompareClass;
  readonly found:
    | { readonly kind: "definition"; readonly relation: Relation; readonly judgement?: Judgement }
    | { readonly kind: "host"; readonly relation: HostRelation };
}

export interface CompareReport {
  readonly subject: CompareSubject;
  /** What the hosts are called together. */
  readonly name: string;
  /** Incompatible ones first, those of most hosts first. */
  readonly groups: readonly ComparedHosts[];
  readonly unknown: readonly UnknownHost[];
}

const ORDER: readonly CompareClass[] = ["incompatible", "unknown", "superset", "identical", "takes-host"];

/** In steps, each of one host: whoever drives it may pause, or stop when the question is stale. */
export function* compareSteps(
  subject: CompareSubject,
  name: string,
  { hosts, unknown }: { readonly hosts: readonly PoolHost[]; readonly unknown: readonly UnknownHost[] },
): Generator<undefined, CompareReport> {
  const groups = new Map<string, ComparedHosts & { readonly hosts: string[] }>();
  for (const { first, names } of alikeHosts(hosts)) {
    const { result, found } = comparedWith(subject, first);
    const key = JSON.stringify([result, found]);
    const group = groups.get(key) ?? { hosts: [], result, found };
    groups.set(key, group);
    group.hosts.push(...names);
    yield;
  }
  const sorted = [...groups.values()].sort(
    (a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result) || b.hosts.length - a.hosts.length,
  );
  return { subject, name, groups: sorted, unknown };
}

function comparedWith(subject: CompareSubject, host: PoolHost): Pick<ComparedHosts, "result" | "found"> {
  if (subject.kind === "host") {
    const relation = hostRelation(host, subject.host);
    return { result: classOf(relation), found: { kind: "host", relation } };
  }
  const [cpu, arch] = subject.kind === "guest" ? [subject.guest.cpu, subject.guest.arch] : [subject.cpu, subject.arch];
  const relation = definitionRelation(cpu, arch, host);
  const judged = subject.kind === "guest" && subject.isDomain ? { judgement: judge(subject.guest, host) } : {};
  return { result: relation.result, found: { kind: "definition", relation, ...judged } };
}

function classOf({ differences, vendors }: HostRelation): CompareClass {
  if (differences.length === 0) return "unknown";
  if (vendors !== undefined || differences.some(({ less }) => less.length > 0)) return "incompatible";
  return differences.some(({ more }) => more.length > 0) ? "superset" : "identical";
}

/** Which of a host's two CPUs was looked at: its processor, or, where that is not known, what guests get. */
export type Side = "processor" | "given";

/** How a definition stands to a host's CPU. */
export type Relation =
  | (Comparison & { readonly side: Side })
  /** It takes whatever the host has; the host has the features that it names beside. */
  | { readonly result: "takes-host"; readonly namesFeatures: boolean }
  /** It cannot be compared. */
  | { readonly result: "unknown"; readonly reason: string };

/**
 * Compares a definition with a host's processor as `virsh cpu-compare` does; where nothing is known of the processor,
 * with what its hypervisor gives to guests, as `virsh hypervisor-cpu-compare`. Of another architecture nothing is compared,
 * though that command does so for a model that the hypervisor can run.
 */
export function definitionRelation(cpu: CpuDefinition, arch: string, { host, map, release }: PoolHost): Relation {
  if (!suitsArch(arch, host.arch)) {
    return { result: "unknown", reason: l10n.t("the host is {0}, but the definition is for {1}", host.arch, arch) };
  }
  if (takesHost(cpu)) return { result: "takes-host", namesFeatures: false };
  if (!mapCovers(map, host.arch)) {
    return {
      result: "unknown",
      reason: l10n.t("libvirt does not compare models of {0}", host.arch),
    };
  }
  const side: Side = host.cpu === undefined ? "given" : "processor";
  const own = host.cpu ?? host.hostModel;
  if (own === undefined) return { result: "unknown", reason: l10n.t("its CPU is unknown; add its capabilities") };
  try {
    const filled = fillDefaults(cpu, { arch, ...(host.virtType && { virtType: host.virtType }) });
    const comparison = side === "given" ? compareWithHypervisor(filled, host, own, map) : compareCpu(own, filled, map);
    const isMore = followsHost(cpu) && comparison.result !== "incompatible";
    return isMore ? { result: "takes-host", namesFeatures: true } : { ...comparison, side };
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    return { result: "unknown", reason: `${error.message} (libvirt ${release})` };
  }
}

/** Whatever its mode, libvirt compares the features that it names. */
function takesHost(cpu: CpuDefinition): boolean {
  return followsHost(cpu) && cpu.features.length === 0;
}

function followsHost({ type, mode }: CpuDefinition): boolean {
  return type !== "host" && mode !== undefined && mode !== "custom";
}

/** What is compared with hosts. */
export type CompareSubject =
  /** A VM, or a guest's `<cpu>` on its own. */
  | { readonly kind: "guest"; readonly name: string; readonly guest: Guest; readonly isDomain: boolean }
  /** A host's `<cpu>` out of a document that is edited. */
  | { readonly kind: "definition"; readonly name: string; readonly cpu: CpuDefinition; readonly arch: string }
  | { readonly kind: "host"; readonly host: PoolHost };

export function subjectName(subject: CompareSubject): string {
  return subject.kind === "host" ? subject.host.name : subject.name;
}
