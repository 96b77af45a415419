import type { Grammar } from "../../../shared/src/catalogue/index.js";
import { type Drift, driftBetween } from "../../../shared/src/vms/drift.js";
import { readPrinted } from "../../../shared/src/vms/editedDefinition.js";
import { lossesBetween } from "../../../shared/src/vms/losses.js";
import type { XmlElement } from "../../../shared/src/xml/index.js";
import type { CreateOutcome } from "../../../virsh/src/createDomain.js";
import type { SavedDefinition, SaveOutcome } from "../../../virsh/src/saveDefinition.js";
import type { Tools } from "../command.js";
import { printDrifts } from "../commands/drift.js";
import { makePositions } from "../files/readBytes.js";
import { Exit, FailureError } from "../io.js";
import { plain } from "../text/text.js";
import { refusalText } from "./refusalText.js";

/** What was given to libvirt. */
export interface Defined {
  /** As it is shown. */
  readonly file: string;
  /** The VM's. */
  readonly name: string;
  readonly text: string;
  readonly grammar: Grammar;
}

type Line = Drift & { readonly line: number };

/** A definition that was given, beside the one that libvirt has. */
export function comparing({ text, grammar }: Defined, stored: string) {
  const [given, there] = [text, stored].map((each) => readPrinted(each)?.domain);
  const positionAt = makePositions(text);
  const compare = (how: (one: XmlElement, other: XmlElement, by: Grammar) => Drift[]): Line[] => {
    const drifts = given === undefined || there === undefined ? [] : how(given, there, grammar);
    return drifts.map((each) => ({ ...each, line: positionAt(each.start).line }));
  };
  return { drifts: () => compare(driftBetween), losses: () => compare(lossesBetween) };
}

/** Says what became of a define. */
export function tellOutcome(outcome: SaveOutcome | CreateOutcome, defined: Defined, tools: Tools): Exit {
  const { out, err } = tools;
  const name = plain(defined.name);
  switch (outcome.kind) {
    case "unchanged":
      out.line(`${name}: libvirt has this definition already.`);
      return Exit.ok;
    case "created":
      return tellLosses(`${name} is defined.`, defined, outcome.definition.text, tools);
    case "saved":
      return tellSaved(outcome, defined, tools);
    case "conflict":
      throw new FailureError(
        `${name} was changed by somebody else just now. Nothing was defined. Run the command again.`,
      );
    case "refused":
      throw new FailureError(`${defined.file}: ${refusalText(outcome.refusal, defined.text)} Nothing was defined.`);
    case "rejected":
      err.line(err.paint.red(`libvirt rejects ${name}. Nothing was defined. It says:`));
      for (const line of outcome.message.split("\n")) err.line(`  ${line}`);
      if (outcome.byValidation)
        err.line("Use --force to define it without --validate: libvirt then drops what it does not know.");
      return Exit.problems;
    case "unknown":
      throw new FailureError(
        outcome.isUnchanged
          ? `virsh ended before it was done. ${name} is as it was.`
          : `virsh ended before it was done. The definition of ${name} has changed. Compare it: libvirt-cpu drift ${defined.file}`,
      );
  }
}

function tellSaved(outcome: SavedDefinition, defined: Defined, tools: Tools): Exit {
  const { out, err } = tools;
  const name = plain(defined.name);
  const exit = tellLosses(`${name} is defined.${whenItCounts(outcome)}`, defined, outcome.definition.text, tools);
  if (!outcome.isValidated) err.line(err.paint.dim("libvirt's schema did not check it."));
  if (outcome.overwritten === undefined) return exit;
  err.line(
    err.paint.yellow(`Somebody else changed ${name} at the same moment. That change is overwritten; this was theirs:`),
  );
  out.raw(outcome.overwritten.text);
  return Exit.problems;
}

function whenItCounts({ isRunning, isSuspended }: SavedDefinition): string {
  if (isRunning) return " The VM is running: the change takes effect at its next start.";
  if (!isSuspended) return "";
  return " The VM has a saved state, and its next start resumes that: the change takes effect at the start after it. To drop the saved state, use virsh managedsave-remove.";
}

function tellLosses(head: string, defined: Defined, stored: string, { out }: Tools): Exit {
  const losses = comparing(defined, stored).losses();
  out.line(losses.length === 0 ? head : `${head} libvirt dropped or changed:`);
  printDrifts(losses, out);
  return losses.length === 0 ? Exit.ok : Exit.problems;
}
