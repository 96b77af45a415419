import { archOf } from "../../../shared/src/catalogue/index.js";
import { type DomainView, serveDocument } from "../../../shared/src/domain/index.js";
import { readCpu } from "../../../shared/src/engine/index.js";
import { type Assessment, assess, guestOf, type Target } from "../../../shared/src/hosts/index.js";
import { type Input, isTooLarge } from "../files/inputs.js";
import { makePositions } from "../files/positions.js";
import { FailureError } from "../io.js";

/** One definition of a document, judged. */
export interface JudgedDefinition {
  /** Where its `<cpu>` stands, else the definition itself; from 1. */
  readonly line: number;
  /** Undefined where it has no `<cpu>`. */
  readonly assessment: Assessment | undefined;
}

export interface JudgedFile {
  readonly file: string;
  readonly definitions: readonly JudgedDefinition[];
  readonly error?: string;
}

/** Judges every guest of a document on a target; undefined for what is no guest's. */
export async function judgeInput(
  { name: file, content, folder }: Input,
  targetOf: (folder: string) => Promise<Target | undefined>,
): Promise<JudgedFile | undefined> {
  if ("error" in content) return { file, definitions: [], error: content.error };
  if ("foreign" in content) return undefined;
  if ("tooLarge" in content || isTooLarge(content.text)) {
    return { file, definitions: [], error: "It is too large." };
  }
  const { views } = serveDocument(content.text);
  const guests = views.filter(isGuest);
  if (guests.length === 0) return undefined;
  const target = await targetOf(folder);
  if (target === undefined) {
    throw new FailureError(
      "There is nothing to judge by: name hosts with --host, or a target in libvirt-cpu.json or with --target.",
    );
  }
  const positionAt = makePositions(content.text);
  const definitions = guests.map((view) => {
    const { start } = view.cpu?.element ?? view.root;
    return { line: positionAt(start).line, assessment: judgeView(view, target) };
  });
  return { file, definitions };
}

/** A domain, or a `<cpu>` of its own that is no host's. */
function isGuest({ domain, cpu }: DomainView): boolean {
  return domain !== undefined || (cpu !== undefined && !cpu.isHost);
}

function judgeView(view: DomainView, target: Target): Assessment | undefined {
  if (view.cpu === undefined) return undefined;
  const guest = guestOf(
    view,
    readCpu(view.cpu.element, { type: "guest" }, () => {}),
    archOf(view),
  );
  return guest && assess(guest, target);
}
