import * as l10n from "@vscode/l10n";
import { type CpuView, type TopologyView, topologyFactors } from "../domain/index.js";
import type { DescribeContext } from "./context.js";
import { describeElement } from "./describeGrammar.js";
import { paragraphs } from "./markdown.js";

/** Explains a topology by its numbers: how many vCPUs it makes, and how many there are. */
export function describeTopology(context: DescribeContext, cpu: CpuView | undefined): string | undefined {
  const sum = cpu?.topology && topologySum(cpu.topology);
  const text = describeElement("cpu/topology", context);
  if (sum === undefined) return text;
  const count = context.view?.vcpu?.count;
  if (count === undefined) return paragraphs(`${sum}.`, text);
  const agrees = count === cpu?.topology?.product;
  return paragraphs(
    agrees ? l10n.t("{0}, as many as the VM has.", sum) : l10n.t("{0}, but the VM has **{1}**.", sum, count),
    text,
  );
}

/** `2 sockets × 4 cores × 2 threads = 16 vCPUs`; undefined where a number is missing. */
export function topologySum(topology: TopologyView): string | undefined {
  const { product } = topology;
  if (product === undefined) return undefined;
  const factors = topologyFactors(topology).map(
    ({ name, number }) => `${number} ${number === 1 ? name.slice(0, -1) : name}`,
  );
  return l10n.t("{0} = **{1}** vCPUs", factors.join(" × "), product);
}
