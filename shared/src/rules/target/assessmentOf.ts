import { type Assessment, certainProblems, guestOf, type HostProblem } from "../../hosts/index.js";
import type { CheckContext } from "../rule.js";

/** On which hosts of the target the document's VM starts; undefined without a target, and while it is being found out. */
export function assessmentOf({ view, cpu, catalogue, assess }: CheckContext): Assessment | undefined {
  if (assess === undefined || view.domain === undefined) return undefined;
  const guest = guestOf(view, cpu, catalogue.arch);
  return guest && assess(guest);
}

/** Is it certain for hosts of the target what a rule can only fear for hosts in general? */
export function isCertainOnTarget(code: HostProblem["code"], context: CheckContext): boolean {
  const assessment = assessmentOf(context);
  return assessment !== undefined && certainProblems(assessment).some(({ problem }) => problem.code === code);
}
