import { archOf, type Catalogue } from "../../../shared/src/catalogue/index.js";
import { type ServedDocument, serveDocument } from "../../../shared/src/domain/index.js";
import { type Assessment, assess, type Guest, type Target } from "../../../shared/src/hosts/index.js";
import {
  checkDocument,
  type Finding,
  type Fix,
  fixesFor,
  type RuleContext,
  safeFixFor,
  viewAt,
} from "../../../shared/src/rules/index.js";
import type { Tools } from "../command.js";
import type { Project } from "../workspace/workspace.js";

/** A document with what the rules find in it. */
export interface CheckedText {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly fixesFor: (finding: Finding) => Fix[];
  readonly safeFixFor: (finding: Finding) => Fix | undefined;
}

/** What checking documents of one project needs. */
export interface Checker {
  /** Undefined for what is not libvirt's; `too-large` for what is not looked into. */
  readonly check: (text: string) => Promise<CheckedText | "too-large" | undefined>;
}

/** Judgements kept for a target: VMs of a fleet are often alike. */
const MAX_KEPT = 256;

/** Makes what checks documents as the editor does: the same configuration, the same target, the same rules. */
export async function makeChecker(project: Project, { catalogue, release, err }: Tools): Promise<Checker> {
  const target = await project.target();
  for (const { name, reason } of target?.unknown ?? []) err.line(err.paint.dim(`${name} does not count: ${reason}`));
  const wanted = await release(project.config.libvirt);
  const assessOnce = target === undefined ? () => undefined : keeping(target);
  return {
    check: async (text) => {
      const served = serveDocument(text);
      if (served.tooLarge) return "too-large";
      if (served.tree === undefined) return undefined;
      return checked(served, await catalogue({ arch: archOf(served.views[0]), release: wanted }), project, assessOnce);
    },
  };
}

function checked(
  { tree: document, views }: ServedDocument,
  catalogue: Catalogue,
  { config }: Project,
  assessOnce: (guest: Guest) => Assessment | undefined,
): CheckedText | undefined {
  const [first] = views;
  if (document === undefined || first === undefined) return undefined;
  const given = { document, catalogue, assess: assessOnce };
  const findings = checkDocument(given, config.rules);
  const contextOf = ({ start }: Finding): RuleContext => {
    const view = views.length > 1 ? (viewAt({ ...given, view: first }, start) ?? first) : first;
    return { ...given, view };
  };
  return {
    text: document.text,
    findings,
    fixesFor: (finding) => fixesFor(finding, contextOf(finding)),
    safeFixFor: (finding) => safeFixFor(finding, contextOf(finding)),
  };
}

function keeping(target: Target): (guest: Guest) => Assessment {
  const kept = new Map<string, Assessment>();
  return (guest) => {
    const key = JSON.stringify(guest);
    const assessment = kept.get(key) ?? assess(guest, target);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, assessment);
    return assessment;
  };
}
