import { type Judgement, judge } from "../../judge.js";
import { alikeHosts } from "../../matrix/columns.js";
import type { PoolHost, UnknownHost } from "../../poolHost.js";
import { definitionRelation, type Relation } from "./definitionRelation.js";
import { type HostRelation, hostRelation } from "./hostRelation.js";
import type { CompareSubject } from "./subject.js";

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
