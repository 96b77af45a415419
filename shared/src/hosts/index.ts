/** Hosts and pools: what is known of them, and what that means for a VM. */
export { type Assessment, assess, assessing, type HostVerdict, type Judged } from "./assess.js";
export { type FeatureAnswer, type FeatureUse, featureUse } from "./featureUse.js";
export { type Guest, guestOf } from "./guest.js";
export { givenWords, processorWords } from "./hostWords.js";
export { type HostProblem, type Judgement, judge, type Outcome, suitsArch } from "./judge.js";
export { type BlockedHosts, type ModelUse, modelUse } from "./modelUse.js";
export type * from "./poolHost.js";
