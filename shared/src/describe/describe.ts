import type { CpuView } from "../domain/index.js";
import type { DescribeContext } from "./context.js";
import { describeFeature } from "./describeFeature.js";
import { describeAttribute, describeElement, describeValue } from "./describeGrammar.js";
import { describeModel } from "./describeModel.js";
import { describeTopology } from "./describeTopology.js";
import { describeVendor } from "./describeVendor.js";
import type { Subject } from "./subject.js";

/**
 * Explains something as Markdown, for this document: the same text in hover and in completion.
 *
 * @param cpu the CPU definition it stands in
 * @returns undefined where there is nothing to say
 */
export function describe(subject: Subject, context: DescribeContext, cpu: CpuView | undefined): string | undefined {
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
