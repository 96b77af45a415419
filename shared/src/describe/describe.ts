import * as l10n from "@vscode/l10n";
import { type CpuView, type TopologyView, topologyFactors } from "../domain/index.js";
import { describeFeature } from "./describeFeature.js";
import { describeAttribute, describeElement, describeValue } from "./describeGrammar.js";
import { describeModel } from "./describeModel.js";
import { lostOnTarget } from "./liveOnTarget.js";
import { codeSpan, paragraphs } from "./onTarget.js";
import type { DescribeContext, Subject } from "./subject.js";

/**
 * Explains something as Markdown, for this document: the same text in hover and in completion.
 *
 * @param cpu the CPU definition it is in
 * @returns undefined where there is nothing to say
 */
export function describe(subject: Subject, context: DescribeContext, cpu: CpuView | undefined): string | undefined {
  const text = describeSubject(subject, context, cpu);
  return text === undefined ? undefined : paragraphs(text, lostOnTarget(subject, context, cpu));
}

function describeSubject(subject: Subject, context: DescribeContext, cpu: CpuView | undefined): string | undefined {
  switch (subject.kind) {
    case "model":
      return describeModel(subject.name, context, cpu);
    case "feature":
      return describeFeature(subject, context, cpu);
    case "vendor":
      return describeVendor(subject.name, context);
    case "topology":
      return describeTopology(context, cpu);
    case "element":
      return describeElement(subject.path, context);
    case "attribute":
      return describeAttribute(subject.path, subject.attribute, context);
    case "value":
      return describeValue(subject, context);
  }
}

/** Explains a topology by its numbers: how many vCPUs it makes, and how many there are. */
function describeTopology(context: DescribeContext, cpu: CpuView | undefined): string | undefined {
  const sum = cpu?.topology && topologySum(cpu.topology);
  const text = describeElement("cpu/topology", context);
  if (sum === undefined) return text;
  const count = context.view?.vcpu?.count;
  if (count === undefined) return paragraphs(`${sum}.`, text);
  const agrees = count === cpu?.topology?.product;
  return paragraphs(
    agrees ? l10n.t("{0}: matches <vcpu>.", sum) : l10n.t("{0}, but <vcpu> is **{1}**.", sum, count),
    text,
  );
}

/** `2 sockets × 4 cores × 2 threads = 16 vCPUs`; undefined where a number is missing. */
function topologySum(topology: TopologyView): string | undefined {
  const { product } = topology;
  if (product === undefined) return undefined;
  const factors = topologyFactors(topology).map(
    ({ name, number }) => `${number} ${number === 1 ? name.slice(0, -1) : name}`,
  );
  return l10n.t("{0} = **{1}** vCPUs", factors.join(" × "), product);
}

/** Explains a CPU vendor by libvirt's name. */
function describeVendor(name: string, context: DescribeContext): string | undefined {
  const vendors = context.catalogue.map?.vendors;
  const vendor = vendors?.get(name.trim());
  const known =
    vendor?.string === undefined
      ? undefined
      : l10n.t("{0}: the vendor string of its CPUs is {1}.", codeSpan(vendor.name), codeSpan(vendor.string));
  const names = [...(vendors?.keys() ?? [])];
  const unknown =
    vendor === undefined && names.length > 0 && name.trim() !== ""
      ? l10n.t("Unknown vendor {0}. libvirt supports {1}.", codeSpan(name), names.map(codeSpan).join(", "))
      : undefined;
  return paragraphs(known ?? unknown, describeElement("cpu/vendor", context));
}
