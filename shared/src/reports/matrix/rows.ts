import * as l10n from "@vscode/l10n";
import { type Catalogue, modelHas } from "../../catalogue/index.js";
import { type CpuMap, type Host, mapCovers } from "../../engine/internal.js";
import { type Guest, judge, type PoolHost, shortReason } from "../../hosts/index.js";
import type { MatrixDocument, MatrixRow, MatrixVerdict } from "../../messages.js";
import type { AskCode } from "./view/cells.js";

/**
 * One row a feature that libvirt names for some of the hosts: in the map's order, what only other releases name behind.
 *
 * @param catalogues of the hosts' architectures and releases: they know what a feature is about
 */
export function featureRows(hosts: readonly AlikeHosts[], catalogues: readonly Catalogue[]): MatrixRow[] {
  const maps = new Set<CpuMap>();
  for (const { first } of hosts) if (mapCovers(first.map, first.host.arch)) maps.add(first.map);
  const names = new Set([...maps].flatMap(({ features }) => features.map(({ name }) => name)));
  return [...names].map((name) => {
    const entry = firstEntry(catalogues, (catalogue) => catalogue.features.get(name));
    return { name, group: entry?.group ?? "other", ...titled(entry?.title, name) };
  });
}

/** One row a model that libvirt or some host's hypervisor names: by vendor, the oldest first. */
export function modelRows(hosts: readonly AlikeHosts[], catalogues: readonly Catalogue[]): MatrixRow[] {
  const arches = new Set(hosts.map(({ first }) => first.host.arch));
  const suiting = catalogues.filter(({ arch }) => arches.has(arch));
  const names = new Set(suiting.flatMap(({ models }) => [...models.keys()]));
  for (const { first } of hosts) for (const { name } of first.host.models ?? []) names.add(name);
  return [...names]
    .map((name) => modelRow(name, hosts, catalogues))
    .sort((a, b) => vendorRank(a.row.group) - vendorRank(b.row.group) || compare(a, b))
    .map(({ row }) => row);
}

interface DatedRow {
  readonly row: MatrixRow;
  readonly year: number;
}

function modelRow(name: string, hosts: readonly AlikeHosts[], catalogues: readonly Catalogue[]): DatedRow {
  const entry = firstEntry(catalogues, (catalogue) => catalogue.models.get(name));
  const listed = entry ?? firstEntry(hosts, ({ first }) => first.host.models?.find((model) => model.name === name));
  const year = entry?.year ?? Number.MAX_SAFE_INTEGER;
  const title = [entry?.generation, entry?.year].filter((fact) => fact !== undefined).join(", ");
  return { row: { name, group: listed?.vendor ?? ANY_VENDOR, ...titled(title, name) }, year };
}

/** Models of emulation and of the first PCs belong to nobody. */
const ANY_VENDOR = "any vendor";
const VENDORS: readonly string[] = ["Intel", "AMD", "Hygon"];

function vendorRank(vendor: string): number {
  const rank = VENDORS.indexOf(vendor);
  return rank >= 0 ? rank : VENDORS.length + (vendor === ANY_VENDOR ? 1 : 0);
}

function compare(a: DatedRow, b: DatedRow): number {
  if (a.row.group !== b.row.group) return a.row.group < b.row.group ? -1 : 1;
  if (a.year !== b.year) return a.year - b.year;
  return a.row.name < b.row.name ? -1 : 1;
}

function titled(title: string | undefined, name: string): { readonly title?: string } {
  return title === undefined || plainly(title) === plainly(name) ? {} : { title };
}

/** `FDP_EXCPTN_ONLY` says no more than `fdp-excptn-only`. */
function plainly(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function firstEntry<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Hosts that are described alike: everything said of the first holds for all. */
export interface AlikeHosts {
  readonly first: PoolHost;
  readonly names: readonly string[];
}

/** Gathers hosts that share their description, in the order in which each first comes. */
export function alikeHosts(hosts: readonly PoolHost[]): AlikeHosts[] {
  const found = new Map<Host, Map<CpuMap, { first: PoolHost; names: string[] }>>();
  const groups: AlikeHosts[] = [];
  for (const host of hosts) {
    const byMap = found.get(host.host) ?? new Map<CpuMap, { first: PoolHost; names: string[] }>();
    found.set(host.host, byMap);
    const group = byMap.get(host.map);
    if (group !== undefined) {
      group.names.push(host.name);
      continue;
    }
    const made = { first: host, names: [host.name] };
    byMap.set(host.map, made);
    groups.push(made);
  }
  return groups;
}

/** The VM that is beside the hosts. */
export interface NamedGuest {
  readonly name: string;
  readonly guest: Guest;
  readonly catalogue: Catalogue;
}

const POLICY_CODES = { require: "r", force: "f", optional: "o", disable: "d", forbid: "x" } as const;

/** What a definition asks for, a column of its own. Under modes that follow the host only its own features do. */
export function documentColumn(
  { name, guest: { cpu }, catalogue: { map } }: NamedGuest,
  rows: { readonly features: readonly MatrixRow[]; readonly models: readonly MatrixRow[] },
): MatrixDocument {
  const mode = cpu.mode ?? "custom";
  const model = mode === "custom" ? cpu.model : undefined;
  const known = map?.modelByName.get(model ?? "");
  const policies = new Map(cpu.features.map((feature) => [feature.name, POLICY_CODES[feature.policy ?? "require"]]));
  const askOf = (feature: string): AskCode => {
    const isIncluded = known !== undefined && map !== undefined && modelHas(known, feature, map);
    return policies.get(feature) ?? (isIncluded ? "m" : " ");
  };
  return {
    name,
    about: mode === "custom" ? (model ?? l10n.t("no model")) : l10n.t("{0}: the host's CPU", mode),
    features: rows.features.map((row) => askOf(row.name)).join(""),
    models: rows.models.map((row) => (row.name === model ? "m" : " ")).join(""),
  };
}

/** Does the VM start on a host, and why not? */
export function matrixVerdict({ guest }: NamedGuest, host: PoolHost): MatrixVerdict {
  const { outcome, problems } = judge(guest, host);
  const first = problems.find(({ verdict }) => verdict === "fails") ?? problems[0];
  return first === undefined ? { outcome } : { outcome, why: shortReason(first) };
}
