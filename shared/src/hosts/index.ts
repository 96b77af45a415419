/** Hosts and pools: what is known of them, and what that means for a VM. */
export {
  type Assessment,
  assess,
  assessing,
  type Effect,
  effectOf,
  type HostVerdict,
  type JudgementsByHost,
  runSync,
  withRefusals,
} from "./assess.js";

export { type Guest, guestOf } from "./guestNeeds.js";
export type { HostProblem } from "./hostProblem.js";
export { givenWords, processorWords } from "./hostProblem.js";
export { type Judgement, judge, type Outcome } from "./judge.js";
export { type LiveCpu, liveCpu } from "./live/liveCpu.js";
export type { OpenFeature } from "./live/open.js";
export {
  type BlockedHosts,
  type FeatureAnswer,
  type FeatureUse,
  featureUse,
  type ModelUse,
  modelUse,
  runsOnAll,
} from "./modelUse.js";
export type * from "./poolHost.js";
export { hostsByVendor } from "./poolHost.js";
export { featureList, hostList, shortReason } from "./reasons.js";
export {
  certainProblems,
  countOutcomes,
  groupReasons,
  groupsText,
  type ProblemGroup,
  type ReasonGroup,
  summaryText,
  vendorsText,
} from "./reasonTexts.js";
export { askedOf, type ReleaseInForce, releaseInForce } from "./releaseInForce.js";
