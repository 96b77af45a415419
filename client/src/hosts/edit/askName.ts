import * as vscode from "vscode";
import type { HostSummary } from "../../../../shared/src/messages.js";

/** The key of `libvirt-cpu.json` that a document of this kind goes under. */
export function keyFor(kind: HostSummary["kind"]): "domainCapabilities" | "capabilities" | "cpudata" {
  return kind === "domainCapabilities" || kind === "capabilities" ? kind : "cpudata";
}

/** What Windows takes for a device, whatever its ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A file's name made of a host's: nothing that file systems take amiss. */
export function safeName(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "") || "host";
  return plain.replace(DEVICE, "$&-");
}

/** @returns the name itself, or with a number that makes it free */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/**
 * A path in a folder's `hosts/` that no file has: `hosts/node1.caps.xml`, else `hosts/node1-2.caps.xml`.
 *
 * @param file the file's name, as it is elsewhere
 * @param taken paths that are to be written as well
 */
export async function freePath(folder: string, file: string, taken: ReadonlySet<string>): Promise<string> {
  const name = safeName(file);
  const dot = name.indexOf(".", 1);
  const [base, ending] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  const there = await namesIn(vscode.Uri.joinPath(vscode.Uri.parse(folder), "hosts"));
  const used = [...there.map((each) => `hosts/${each}`), ...taken].filter((path) => path.endsWith(ending));
  const bases = used.map((path) => path.slice(0, path.length - ending.length));
  return `${freeName(`hosts/${base}`, new Set(bases))}${ending}`;
}

async function namesIn(directory: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(directory)).map(([name]) => name);
  } catch {
    // There is none yet.
    return [];
  }
}

/**
 * Asks for a name that no host and no pool has.
 *
 * @param proposed what is there at first; a number is added where it is taken
 * @param taken names that are in use
 * @returns undefined when the user turned back
 */
export function askName(title: string, proposed: string, taken: ReadonlySet<string>): Thenable<string | undefined> {
  return vscode.window
    .showInputBox({
      title,
      prompt: vscode.l10n.t("Name, for example node1 or prod"),
      value: freeName(proposed, taken),
      validateInput: (value) => {
        if (value.trim() === "") return vscode.l10n.t("A name must not be empty.");
        return taken.has(value.trim()) ? vscode.l10n.t("A host or pool with this name already exists.") : undefined;
      },
    })
    .then((name) => name?.trim());
}
