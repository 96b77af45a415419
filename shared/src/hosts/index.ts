/** Hosts and pools: what is known of them, and what that means for a VM. */
export { type Assessment, assess, assessing, type HostVerdict, type Judged } from "./assess.js";
export { atOnce } from "./atOnce.js";
export { baselineOf, withBaseline } from "./baseline/baselineOf.js";
export { type BaselineChoices, USUAL_CHOICES } from "./baseline/choices.js";
export { type BaselinePlan, planBaseline, type VendorPlan } from "./baseline/planBaseline.js";
export { type FeatureAnswer, type FeatureUse, featureUse } from "./featureUse.js";
export { type Guest, guestOf } from "./guest.js";
export { givenWords, processorWords } from "./hostWords.js";
export { type HostProblem, type Judgement, judge, type Outcome, suitsArch } from "./judge.js";
export { type BlockedHosts, type ModelUse, modelUse, runsOnAll } from "./modelUse.js";
export type * from "./poolHost.js";
export { featureList, hostList, shortReason } from "./reasons.js";
export { certainProblems, groupReasons, groupsText, type ProblemGroup, type ReasonGroup } from "./reasonsGrouped.js";
export { countOutcomes, summaryText } from "./reasonsSummary.js";
export { hostsByVendor } from "./targetCpus.js";
export { vendorsText } from "./vendorsText.js";
export { type Effect, effectOf } from "./verify.js";
