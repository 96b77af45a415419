import { archOf, type Catalogue } from "../../../shared/src/catalogue/index.js";
import type { TextKind } from "../../../shared/src/common/documentNames.js";
import type { ConfigProblem } from "../../../shared/src/config/index.js";
import type { ServedDocument } from "../../../shared/src/domain/index.js";
import { documentsIn, inHost } from "../../../shared/src/embedded/index.js";
import { makeProblemTexts } from "../../../shared/src/hosts/facts/index.js";
import { type Assessment, assess, type Guest, type Target } from "../../../shared/src/hosts/index.js";
import { checkDocument, type DocumentFixes, documentFixes, type Finding } from "../../../shared/src/rules/index.js";
import type { Tools } from "../command.js";
import { makePositions } from "../files/readBytes.js";
import type { Project, ProjectFile } from "../workspace/workspace.js";
import type { FileReport, Reported } from "./report.js";

/** A document with what the rules find in it. */
export interface CheckedText {
  readonly isTemplate: boolean;
  /** Its documents are inside another language. */
  readonly isEmbedded?: true;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** What is wrong with what the text says of its configuration. */
  readonly problems: readonly ConfigProblem[];
  readonly fixes: DocumentFixes;
}

/** What checking documents of one project needs. */
export interface Checker {
  /** Undefined for what is not libvirt's; `too-large` for what is not looked into. */
  readonly check: (file: ProjectFile, kind: TextKind) => Promise<CheckedText | "too-large" | undefined>;
}

/** Judgements kept for a target: VMs of a fleet are often alike. */
const MAX_KEPT = 256;

/** Makes what checks documents as the editor does: the same configuration, the same targets, the same rules. */
export function makeChecker(project: Project, { catalogue, inForce, err }: Tools): Checker {
  const judges = new Map<Target | undefined, (guest: Guest) => Assessment | undefined>();
  const told = new Set<string>();
  const judgeOn = (target: Target | undefined) => {
    const known = judges.get(target);
    if (known !== undefined) return known;
    for (const { name, reason } of target?.unknown ?? []) {
      if (!told.has(name)) err.line(err.paint.dim(`${name} is ignored: ${reason}`));
      told.add(name);
    }
    const judge = target === undefined ? () => undefined : keeping(target);
    judges.set(target, judge);
    return judge;
  };
  return {
    check: async (file, kind) => {
      const { text } = file;
      const judge = judgeOn(await project.target(file));
      const asked = await inForce(project, file);
      const parts: CheckedText[] = [];
      for (const { served, region } of documentsIn(text, kind)) {
        if (served.tooLarge) return "too-large";
        const known = await catalogue({ arch: archOf(served.views[0]), ...asked });
        const found = checked(served, known, project, judge);
        if (found !== undefined) parts.push(region === undefined ? found : { ...found, ...inHost(region, found) });
      }
      const found = parts.length < 2 && parts[0]?.text === text ? parts[0] : together(text, parts);
      const problem = project.commentProblem(text);
      return found === undefined || problem === undefined ? found : { ...found, problems: [problem] };
    },
  };
}

/** What was found in the documents of a text. */
function together(text: string, parts: readonly CheckedText[]): CheckedText | undefined {
  if (parts.length === 0) return undefined;
  return {
    text,
    problems: [],
    isTemplate: parts.some(({ isTemplate }) => isTemplate),
    isEmbedded: true,
    findings: parts.flatMap(({ findings }) => findings),
    fixes: {
      of: (finding) => parts.flatMap(({ fixes }) => fixes.of(finding)),
      safe: (finding) => parts.map(({ fixes }) => fixes.safe(finding)).find((fix) => fix !== undefined),
    },
  };
}

function checked(
  { tree: document, views }: ServedDocument,
  catalogue: Catalogue,
  { config }: Project,
  assessOnce: (guest: Guest) => Assessment | undefined,
): CheckedText | undefined {
  if (document === undefined) return undefined;
  const given = { document, views, catalogue, assess: assessOnce };
  return {
    text: document.text,
    problems: [],
    isTemplate: document.template !== undefined,
    findings: checkDocument(given, config.rules),
    fixes: documentFixes(given),
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

/**
 * What is wrong in a configuration; undefined where nothing is.
 *
 * @param problems those of the text, or all
 */
export function configReport(
  { file, name, text }: Project,
  problems: readonly ConfigProblem[],
): FileReport | undefined {
  if (file === undefined || problems.length === 0) return undefined;
  return { file: name, path: file, diagnostics: reportsOfProblems(text, problems), fixed: [], fixable: 0 };
}

/** Problems of a configuration, or of what a document says of it, as they are reported. */
export function reportsOfProblems(text: string, problems: readonly ConfigProblem[]): Reported[] {
  const positionAt = makePositions(text);
  const textOf = makeProblemTexts();
  return problems.map((problem) => ({
    rule: "configuration",
    stage: "configuration",
    severity: problem.severity,
    message: textOf(problem),
    start: positionAt(problem.start),
    end: positionAt(problem.end),
    related: [],
    fixes: [],
  }));
}
