import type { Catalogue } from "../../catalogue/index.js";
import {
  type CpuDefinition,
  CpuError,
  type CpuMap,
  difference,
  featureNames,
  type HostCpuModel,
  hostForMap,
  mapCovers,
  wordsOf,
} from "../../engine/internal.js";
import { givenBy, judge, type PoolHost, type UnknownHost, vendorOf } from "../../hosts/index.js";
import type { Matrix, MatrixHosts, MatrixRow } from "../../messages.js";
import {
  type AlikeHosts,
  alikeHosts,
  documentColumn,
  featureRows,
  matrixVerdict,
  modelRows,
  type NamedGuest,
} from "./rows.js";
import type { CellCode } from "./view/cells.js";

export type { NamedGuest };

/** What a matrix is made of. */
export interface MatrixSubject {
  readonly hosts: readonly PoolHost[];
  readonly unknown: readonly UnknownHost[];
  /** Of the hosts' architectures and releases: what features and models are. */
  readonly catalogues: readonly Catalogue[];
  readonly document?: NamedGuest;
}

/** Hosts against features and models, in steps of one column: whoever drives it may pause, or stop. */
export function* matrixSteps({ hosts, unknown, catalogues, document }: MatrixSubject): Generator<undefined, Matrix> {
  const groups = alikeHosts(hosts);
  const rows = { features: featureRows(groups, catalogues), models: modelRows(groups, catalogues) };
  const texts = new Map<string, number>();
  const columns: MatrixHosts[] = [];
  for (const group of groups) {
    const verdict = document && matrixVerdict(document, group.first);
    columns.push({ ...knownColumn(group, rows, texts), ...(verdict === undefined ? {} : { verdict }) });
    yield;
  }
  columns.push(...unknownColumns(unknown, rows, document !== undefined));
  return {
    ...rows,
    hosts: columns,
    blockers: [...texts.keys()],
    ...(document === undefined ? {} : { document: documentColumn(document, rows) }),
  };
}

interface Rows {
  readonly features: readonly MatrixRow[];
  readonly models: readonly MatrixRow[];
}

function knownColumn({ first, names }: AlikeHosts, rows: Rows, texts: Map<string, number>): MatrixHosts {
  const models = modelCells(rows.models, first);
  return {
    names,
    about: aboutHost(first),
    features: featureCells(rows.features, first),
    models: models.map(({ code }) => code).join(""),
    blockers: models.map(({ blockers }) => indexOf(blockersText(blockers), texts)),
  };
}

/** Hosts of which nothing is known, for one reason each. */
function unknownColumns(unknown: readonly UnknownHost[], { features, models }: Rows, isAsked: boolean): MatrixHosts[] {
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of unknown) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].map(([about, names]) => ({
    names,
    about,
    features: "u".repeat(features.length),
    models: "u".repeat(models.length),
    blockers: models.map(() => -1),
    ...(isAsked ? { verdict: { outcome: "unknown" } } : {}),
  }));
}

function aboutHost(host: PoolHost): string {
  const facts = [givenBy(host)?.model, vendorOf(host), host.host.virtType, `libvirt ${host.release}`];
  return facts.filter((fact) => fact !== undefined).join(", ");
}

/** More names than these decide nothing, and a thousand hosts send them a hundred times each. */
const NAMES_SHOWN = 12;

function blockersText(names: readonly string[]): string {
  const rest = names.length - NAMES_SHOWN;
  return rest > 0 ? `${names.slice(0, NAMES_SHOWN).join(", ")} and ${rest} more` : names.join(", ");
}

function indexOf(text: string, texts: Map<string, number>): number {
  if (text === "") return -1;
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, texts.size);
  return texts.size - 1;
}

/**
 * What a host makes of each feature, one code a row: what the hypervisor gives to host-model VMs get; of the rest the
 * processor may have some.
 */
function featureCells(rows: readonly MatrixRow[], { host, map }: PoolHost): string {
  const isCovered = mapCovers(map, host.arch);
  const { hostModel, cpu } = hostForMap(host, map);
  const given = namesOf(hostModel, map);
  const has = namesOf(cpu, map);
  return rows.map(({ name }) => codeOf(name, isCovered && map.featureByName.has(name), given, has)).join("");
}

type Names = ReadonlySet<string> | undefined;

function codeOf(name: string, isNamed: boolean, given: Names, has: Names): CellCode {
  if (!isNamed) return "-";
  if (given?.has(name)) return "y";
  if (has?.has(name)) return given === undefined ? "p" : "w";
  return given === undefined && has === undefined ? "u" : "n";
}

/** Undefined where nothing is known, as with a model that the map does not have. */
function namesOf(cpu: CpuDefinition | undefined, map: CpuMap): Names {
  if (cpu === undefined) return undefined;
  // Only x86 has features in registers.
  if (map.arch !== "x86") {
    return new Set(cpu.features.flatMap(({ name, policy }) => (isOn(policy) ? [name] : [])));
  }
  try {
    return new Set(featureNames(wordsOf(cpu, map), map));
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}

function isOn(policy: string | undefined): boolean {
  return policy === undefined || policy === "require" || policy === "force";
}

/** A model's cell, and the features that block it where they are known. */
interface ModelCell {
  readonly code: CellCode;
  readonly blockers: readonly string[];
}

/** What a host makes of each model: by its hypervisor's list, else by what its processor has. */
function modelCells(rows: readonly MatrixRow[], host: PoolHost): ModelCell[] {
  const listed = host.host.models && new Map(host.host.models.map((model) => [model.name, model]));
  return rows.map(({ name }) =>
    listed === undefined ? byProcessor(name, host) : byList(name, listed.get(name), host),
  );
}

function byList(name: string, listed: HostCpuModel | undefined, host: PoolHost): ModelCell {
  if (listed === undefined) return cell(isNamed(name, host) ? "w" : "-");
  if (listed.usable === "yes") return cell("y");
  if (listed.usable === "unknown") return cell("u");
  return { code: "n", blockers: listed.blockers.length > 0 ? listed.blockers : lackedBy(name, host) };
}

/** libvirt names blockers since 10.9: before, what the model has beyond the host-model tells them. */
function lackedBy(name: string, { host, map }: PoolHost): readonly string[] {
  const model = map.modelByName.get(name);
  if (model === undefined || host.hostModel === undefined || map.arch !== "x86") return [];
  try {
    return featureNames(difference(model.words, wordsOf(host.hostModel, map)), map);
  } catch (error) {
    if (error instanceof CpuError) return [];
    throw error;
  }
}

function byProcessor(model: string, host: PoolHost): ModelCell {
  if (!isNamed(model, host)) return cell("-");
  const cpu = { type: "guest", mode: "custom", match: "exact", model, fallback: "forbid", features: [] } as const;
  const { outcome, problems } = judge({ cpu, arch: host.host.arch }, host);
  if (outcome === "unknown") return cell("u");
  if (outcome !== "fails") return cell(outcome === "starts" ? "y" : "p");
  return {
    code: "n",
    blockers: problems.flatMap(({ verdict, features = [] }) => (verdict === "fails" ? features : [])),
  };
}

function isNamed(model: string, { host, map }: PoolHost): boolean {
  return mapCovers(map, host.arch) && map.modelByName.has(model);
}

function cell(code: CellCode): ModelCell {
  return { code, blockers: [] };
}
