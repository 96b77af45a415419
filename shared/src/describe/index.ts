/** Explanations as Markdown: hover, completion and the command line say the same. */

export { describe } from "./describe.js";
export { headline } from "./describeModel.js";
export { modelDoubt, restsOn } from "./describeRelease.js";
export { blockerText, modelUseHere, prose, usableCount } from "./onTarget.js";
export type { DescribeContext, PlacedSubject, Subject } from "./subject.js";
