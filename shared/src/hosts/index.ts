/** Hosts and pools: what is known of them, and what that means for a VM. */
export {
  type Assessment,
  assess,
  assessing,
  type Effect,
  effectOf,
  type HostVerdict,
  type JudgementsByHost,
  refusedProblem,
  runSync,
  withRefusals,
} from "./assess.js";

export { type Guest, guestOf } from "./guestNeeds.js";
export * from "./hostProblem.js";
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
export * from "./poolHost.js";
export * from "./reasons.js";
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
