import { type Catalogue, includesFeature } from "../../catalogue/index.js";
import type { CpuDefinition } from "../../engine/index.js";
import type { MatrixDocument, MatrixRow } from "../../messages.js";
import type { AskCode } from "./view/cells.js";

/** The definition that stands beside the hosts. */
export interface NamedDefinition {
  readonly name: string;
  readonly cpu: CpuDefinition;
  readonly catalogue: Catalogue;
}

const POLICY_CODES = { require: "r", force: "f", optional: "o", disable: "d", forbid: "x" } as const;

/** What a definition asks for, a column of its own. Under modes that follow the host only its own features do. */
export function documentColumn(
  { name, cpu, catalogue: { map } }: NamedDefinition,
  rows: { readonly features: readonly MatrixRow[]; readonly models: readonly MatrixRow[] },
): MatrixDocument {
  const mode = cpu.mode ?? "custom";
  const model = mode === "custom" ? cpu.model : undefined;
  const known = map?.modelByName.get(model ?? "");
  const policies = new Map(cpu.features.map((feature) => [feature.name, POLICY_CODES[feature.policy ?? "require"]]));
  const askOf = (feature: string): AskCode => {
    const entry = map?.featureByName.get(feature);
    const isIncluded = known !== undefined && entry !== undefined && includesFeature(known, entry);
    return policies.get(feature) ?? (isIncluded ? "m" : " ");
  };
  return {
    name,
    about: mode === "custom" ? (model ?? "no model") : `${mode}: the host's CPU`,
    features: rows.features.map((row) => askOf(row.name)).join(""),
    models: rows.models.map((row) => (row.name === model ? "m" : " ")).join(""),
  };
}
