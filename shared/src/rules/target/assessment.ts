import {
  type Assessment,
  certainProblems,
  effectOf,
  type Guest,
  guestOf,
  type HostProblem,
} from "../../hosts/index.js";
import type { CheckContext } from "../kit.js";

/** The document's VM, and on which hosts of the target it starts. */
export interface AssessedGuest {
  readonly guest: Guest;
  readonly assessment: Assessment;
}

/** @returns undefined without a target, and while it is being found out */
export function assessedGuest({ view, catalogue, assess }: CheckContext): AssessedGuest | undefined {
  if (assess === undefined || view.domain === undefined) return undefined;
  const guest = guestOf(view, catalogue.arch);
  const assessment = guest && assess(guest);
  return guest && assessment && { guest, assessment };
}

/** On which hosts of the target the document's VM starts; undefined as for `assessedGuest`. */
export function assessmentOf(context: CheckContext): Assessment | undefined {
  return assessedGuest(context)?.assessment;
}

/** Is it certain for hosts of the target what a rule can only fear for hosts in general? */
export function isCertainOnTarget(code: HostProblem["code"], context: CheckContext): boolean {
  const assessment = assessmentOf(context);
  return assessment !== undefined && certainProblems(assessment).some(({ problem }) => problem.code === code);
}

/** Does a VM that is changed so start wherever it did? */
export function startsOnMore(context: CheckContext, change: (guest: Guest) => Guest): boolean {
  const assessed = assessedGuest(context);
  return assessed !== undefined && effectOf(assessed.assessment, change(assessed.guest)) !== "worse";
}
