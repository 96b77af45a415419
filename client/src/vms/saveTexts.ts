import type { Translate } from "../../../shared/src/config/index.js";
import type { DefineCheck, ListedFinding } from "../../../shared/src/messages.js";
import type { Merged } from "../../../shared/src/vms/merge.js";
import type { CreateOutcome } from "../../../virsh/src/createDomain.js";
import type { RenameOutcome } from "../../../virsh/src/renameDomain.js";
import type { SaveOutcome } from "../../../virsh/src/saveDefinition.js";

/** Findings that a question lists; the editor shows them all. */
const MOST_LISTED = 5;

/** What is to be asked or said before a VM is defined. */
export type BeforeSave =
  | { readonly kind: "nothing" }
  /** Why it is not saved. */
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "question"; readonly detail: string };

/** @param check undefined where the language server gave no answer */
export function beforeSave(check: DefineCheck | undefined, t: Translate): BeforeSave {
  if (check === undefined) {
    return { kind: "question", detail: t("The language server is not running, so the definition was not checked.") };
  }
  // What is no definition at all libvirt's side refuses, in its own words.
  if ("error" in check) return { kind: "nothing" };
  const [first] = check.errors;
  if (first !== undefined) {
    return { kind: "refused", text: t("libvirt rejects this definition. {0}", listedText(first, t)) };
  }
  return check.doubts.length === 0 ? { kind: "nothing" } : { kind: "question", detail: listText(check.doubts, t) };
}

function listText(findings: readonly ListedFinding[], t: Translate): string {
  const lines = findings.slice(0, MOST_LISTED).map((finding) => listedText(finding, t));
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [t("{0} more are in the Problems view.", more)] : [])].join("\n");
}

function listedText({ line, message }: ListedFinding, t: Translate): string {
  return t("Line {0}: {1}", line, message);
}

/** What can be done where somebody else has changed the definition. @param merged undefined where it cannot be merged */
export function conflictText(
  { isSafe, merged }: { readonly isSafe: boolean; readonly merged: Merged | undefined },
  t: Translate,
): string {
  if (!isSafe) {
    return t(
      "Nothing was saved. Its passwords have changed too, so the placeholders in your text may stand for others. Compare, then revert the document and make your change again.",
    );
  }
  if (merged === undefined) return t("Nothing was saved. Compare your text with what libvirt has now.");
  return merged.conflicts === 0
    ? t("Nothing was saved. The two changes are at different places: Merge puts both into your text, for you to save.")
    : t(
        "Nothing was saved. Both changes are in the same lines: Merge puts both versions into your text, for you to choose.",
      );
}

type Refusal = Extract<SaveOutcome | CreateOutcome, { kind: "refused" }>["refusal"];

/** Why nothing was given to libvirt, and what to do. */
export function refusedText(refusal: Refusal, t: Translate): string {
  switch (refusal.reason) {
    case "not-well-formed":
      return t("The text is not well-formed XML. See the Problems view.");
    case "not-a-domain":
      return t("The text is not the definition of a VM: its outermost element must be <domain>.");
    case "template":
      return t("The text is a template. Replace its placeholders first.");
    case "live-dump":
      return t(
        "The text is the dump of a running VM (<domain id=…>). As a definition it would fix the CPU to what runs now and lose the passwords. Compare it with the definition and copy over only what you want to change.",
      );
    case "name-missing":
      return t("The definition has no <name>.");
    case "name-changed":
      return t(
        "The name was changed from {0} to {1}. libvirt would see another VM. Change it back, rename the VM, or create a new VM from this text.",
        refusal.from,
        refusal.to,
      );
    case "uuid-changed":
      return t("The UUID was changed. Set it back to {0}, or create a new VM from this text.", refusal.from);
    case "uuid-missing":
      return t("The UUID was removed. Put back <uuid>{0}</uuid>, or create a new VM from this text.", refusal.uuid);
    case "uuid-malformed":
      return t("The UUID {0} is malformed. Set it back to the UUID that the VM had.", refusal.uuid);
    case "unknown-placeholder":
      return t(
        "{0} stands for a password that libvirt does not have at this place. Type the password, or remove it.",
        refusal.placeholder,
      );
    case "transient":
      return t("The VM is transient: it has no definition that could be changed.");
    case "name-exists":
      return t("There is already a VM with the name {0}. Choose another name.", refusal.name);
  }
}

/** What is to know after a save, besides that it was done; empty where there is nothing. */
export function savedText(
  name: string,
  {
    isRunning,
    isSuspended,
    overwritten,
    losses,
  }: Pick<Extract<SaveOutcome, { kind: "saved" }>, "isRunning" | "isSuspended" | "overwritten"> & {
    /** Places in what was written. */
    readonly losses: readonly string[];
  },
  t: Translate,
): string {
  const parts = [
    ...(overwritten === undefined
      ? []
      : [t("Somebody else changed {0} at the same moment. Your text has replaced that change.", name)]),
    ...(losses.length === 0
      ? []
      : [t("libvirt saved {0}, but dropped or changed what you wrote: {1}.", name, placesText(losses))]),
    ...(isRunning ? [t("{0} is running. The change takes effect after its next start.", name)] : []),
    ...(isSuspended
      ? [
          t(
            "{0} has a saved state, and its next start resumes that: the change takes effect at the start after it. To drop the saved state, use virsh managedsave-remove.",
            name,
          ),
        ]
      : []),
  ];
  return parts.join(" ");
}

function placesText(places: readonly string[]): string {
  return places.slice(0, MOST_LISTED).join(", ") + (places.length > MOST_LISTED ? ", …" : "");
}

/** What virsh can change in a VM while it runs. */
export function changeNowText(name: string, t: Translate): string {
  const commands = [
    `virsh setvcpus ${quoted(name)} <count> --live`,
    `virsh setmem ${quoted(name)} <size> --live`,
    `virsh vcpupin ${quoted(name)} <vcpu> <cpus> --live`,
    `virsh emulatorpin ${quoted(name)} <cpus> --live`,
    `virsh schedinfo ${quoted(name)} --live --set <parameter>=<value>`,
    `virsh attach-device ${quoted(name)} <file> --live`,
  ];
  return [
    t(
      "The CPU model, its features, the topology and the machine type change only when the VM is shut down and started.",
    ),
    t("These can be changed now, up to the maxima that it was started with:"),
    commands.join("\n"),
  ].join("\n\n");
}

/** As a shell takes it for one word. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}

/** Why a VM was not renamed, and what to do. */
export function notRenamedText(
  name: string,
  outcome: Exclude<RenameOutcome, { kind: "renamed" }>,
  t: Translate,
): string {
  if (outcome.kind === "rejected") return t("libvirt did not rename {0}. It says: {1}", name, outcome.message);
  switch (outcome.reason) {
    case "running":
      return t("{0} is running. Shut it down, then rename it.", name);
    case "transient":
      return t("{0} is transient. Only a VM that has a definition can be renamed.", name);
    case "name-exists":
      return t("There is already a VM with this name. Choose another name.");
  }
}
