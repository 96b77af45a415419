/** Hosts and pools: what is known of them, and what that means for a VM. */
export { type Assessment, assess, assessing, type HostVerdict } from "./assess.js";
export { type Guest, guestOf } from "./guest.js";
export { type HostProblem, type Judgement, judge, type Outcome, suitsArch } from "./judge.js";
export type * from "./poolHost.js";
