import type { Catalogue } from "../../catalogue/index.js";
import type { Matrix, MatrixHosts, MatrixRow } from "../../messages.js";
import type { PoolHost, UnknownHost } from "../poolHost.js";
import { givenBy, vendorOf } from "../targetCpus.js";
import { type AlikeHosts, alikeHosts } from "./columns.js";
import { documentColumn, type NamedGuest, verdictOf } from "./documentColumn.js";
import { featureCells } from "./featureCells.js";
import { modelCells } from "./modelCells.js";
import { featureRows, modelRows } from "./rows.js";

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
    const verdict = document && verdictOf(document, group.first);
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
