import { archOf, type Catalogue } from "../../../shared/src/catalogue/index.js";
import { type DomainView, serveDocument } from "../../../shared/src/domain/index.js";
import { makeProblemTexts } from "../../../shared/src/hosts/facts/index.js";
import { type Assessment, assess, guestOf, type Target, withRefusals } from "../../../shared/src/hosts/index.js";
import { refusalsOf } from "../../../shared/src/rules/index.js";
import type { XmlDocument } from "../../../shared/src/xml/index.js";
import { type Input, isTooLarge } from "../files/inputs.js";
import { makePositions } from "../files/readBytes.js";
import { FailureError } from "../io.js";
import type { Project, ProjectFile } from "../workspace/workspace.js";

/** One definition of a document, judged. */
export interface JudgedDefinition {
  /** Where its `<cpu>` is, else the definition itself; from 1. */
  readonly line: number;
  /** Undefined for what is no guest's. */
  readonly assessment: Assessment | undefined;
}

export interface JudgedFile {
  readonly file: string;
  readonly definitions: readonly JudgedDefinition[];
  readonly error?: string;
}

/** What the VMs of a file are judged by. */
export interface JudgedBy {
  readonly projectOf: (folder: string) => Promise<Project>;
  readonly catalogueOf: (project: Project, file: ProjectFile, arch: string) => Promise<Catalogue>;
}

/** Judges every guest of a document on a target; undefined for what is no guest's. */
export async function judgeInput(
  { name: file, path, folder, content }: Input,
  { projectOf, catalogueOf }: JudgedBy,
): Promise<JudgedFile | undefined> {
  if ("error" in content) return { file, definitions: [], error: content.error };
  if ("foreign" in content) return undefined;
  if ("tooLarge" in content || isTooLarge(content.text)) {
    return { file, definitions: [], error: "It is too large." };
  }
  const { views, tree } = serveDocument(content.text);
  const guests = views.filter(isGuest);
  if (guests.length === 0 || tree === undefined) return undefined;
  const of: ProjectFile = { path, text: content.text };
  const project = await projectOf(folder);
  const target = await project.target(of);
  if (target === undefined) {
    const problem = project.commentProblem(content.text);
    if (problem !== undefined) throw new FailureError(`${file}: ${makeProblemTexts()(problem)}`);
    throw new FailureError(
      "There are no hosts to check against. Name hosts with --host, or set a target in libvirt-cpu.json or with --target.",
    );
  }
  const positionAt = makePositions(content.text);
  const definitions: JudgedDefinition[] = [];
  for (const view of guests) {
    const { start } = view.cpu?.element ?? view.domain ?? view.root;
    const catalogue = await catalogueOf(project, of, archOf(view));
    definitions.push({ line: positionAt(start).line, assessment: judgeView(view, { tree, target, catalogue }) });
  }
  return { file, definitions };
}

/** A domain, or a `<cpu>` of its own that is no host's. */
function isGuest({ domain, cpu }: DomainView): boolean {
  return domain !== undefined || (cpu !== undefined && !cpu.isHost);
}

interface Given {
  readonly tree: XmlDocument;
  readonly target: Target;
  readonly catalogue: Catalogue;
}

function judgeView(view: DomainView, { tree, target, catalogue }: Given): Assessment | undefined {
  const guest = guestOf(view, archOf(view));
  return guest && withRefusals(assess(guest, target), refusalsOf({ document: tree, view, catalogue }));
}
