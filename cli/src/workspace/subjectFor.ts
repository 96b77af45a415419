import type { Target } from "../../../shared/src/hosts/index.js";
import { suitsArch } from "../../../shared/src/hosts/judge.js";
import type { Given } from "../arguments/given.js";
import type { Project } from "./workspace.js";

/** What an answer about no document is given for. */
export interface Subject {
  readonly arch: string;
  readonly target: Target | undefined;
}

/**
 * The architecture that is asked about, else the target's; and the target, unless nobody named it and it is of another
 * architecture.
 */
export async function subjectFor(project: Project, given: Given): Promise<Subject> {
  const target = await project.target();
  const ofTarget = target?.hosts[0]?.host.arch;
  const arch = given.text("arch") ?? ofTarget ?? "x86_64";
  const isNamed = given.has("host") || given.has("target");
  return { arch, target: isNamed || ofTarget === undefined || suitsArch(arch, ofTarget) ? target : undefined };
}
