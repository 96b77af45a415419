import * as l10n from "@vscode/l10n";
import type { CpuView } from "../../../../shared/src/domain/index.js";
import type { FeatureContext } from "../../context.js";
import { CompletionItemKind, type Offer, rank } from "./offer.js";

const LEVELS = ["sockets", "dies", "clusters", "cores", "threads"] as const;

/** Without a vCPU count to divide. */
const USUAL = [1, 2, 4, 8, 16, 32];

/** More than this, and divisors are no help. */
const MAX_COUNT = 16384;

/** Numbers for one level: the one that makes the product the vCPU count first, then what divides the count. */
export function topologyOffers(context: FeatureContext, cpu: CpuView | undefined, attribute: string): Offer[] {
  const count = context.view.vcpu?.count;
  const usable = count !== undefined && count > 0 && count <= MAX_COUNT;
  const fitting = usable ? fittingNumber(cpu, attribute, count) : undefined;
  const numbers = usable ? divisors(count) : USUAL;
  return numbers.map((number) => ({
    label: String(number),
    kind: CompletionItemKind.Value,
    sortText: `${number === fitting ? 0 : 1}${rank(number)}`,
    ...(number === fitting ? { preselect: true, description: l10n.t("makes {0} vCPUs", count ?? "") } : {}),
    subject: { kind: "attribute", path: "cpu/topology", attribute },
  }));
}

/** What is left for this level when the others are as they are; undefined where nothing whole is. */
function fittingNumber(cpu: CpuView | undefined, attribute: string, count: number): number | undefined {
  const others = LEVELS.filter((level) => level !== attribute).map((level) => cpu?.topology?.[level]?.number ?? 1);
  const rest = count / others.reduce((product, number) => product * number, 1);
  return Number.isInteger(rest) ? rest : undefined;
}

function divisors(count: number): number[] {
  const found: number[] = [];
  for (let number = 1; number <= count; number++) if (count % number === 0) found.push(number);
  return found;
}
