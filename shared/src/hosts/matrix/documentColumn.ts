import * as l10n from "@vscode/l10n";
import { type Catalogue, modelHas } from "../../catalogue/index.js";
import type { MatrixDocument, MatrixRow, MatrixVerdict } from "../../messages.js";
import type { Guest } from "../guest.js";
import { judge } from "../judge.js";
import type { PoolHost } from "../poolHost.js";
import { shortReason } from "../reasons.js";
import type { AskCode } from "./view/cells.js";

/** The VM that stands beside the hosts. */
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
export function verdictOf({ guest }: NamedGuest, host: PoolHost): MatrixVerdict {
  const { outcome, problems } = judge(guest, host);
  const first = problems.find(({ verdict }) => verdict === "fails") ?? problems[0];
  return first === undefined ? { outcome } : { outcome, why: shortReason(first) };
}
