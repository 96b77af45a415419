/** Explanations as Markdown: hover, completion and the command line say the same. */
export type { DescribeContext } from "./context.js";
export { describe } from "./describe.js";
export { headline } from "./describeModel.js";
export { prose } from "./markdown.js";
export { blockerText, hostCount, modelUseHere } from "./onTarget.js";
export type { PlacedSubject, Subject } from "./subject.js";
