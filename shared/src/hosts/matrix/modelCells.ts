import { featureNames, wordsOf } from "../../engine/cpuData.js";
import { mapCovers } from "../../engine/hostFeatures.js";
import { CpuError, type HostCpuModel } from "../../engine/index.js";
import { difference } from "../../engine/words.js";
import type { MatrixRow } from "../../messages.js";
import { judge } from "../judge.js";
import type { PoolHost } from "../poolHost.js";
import type { CellCode } from "./view/cells.js";

/** A model's cell, and the features that block it where they are known. */
export interface ModelCell {
  readonly code: CellCode;
  readonly blockers: readonly string[];
}

/** What a host makes of each model: by its hypervisor's list, else by what its processor has. */
export function modelCells(rows: readonly MatrixRow[], host: PoolHost): ModelCell[] {
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
