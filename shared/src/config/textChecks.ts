import * as l10n from "@vscode/l10n";
import { holdsPassword, runsProgram } from "./connectionUri.js";

import type { ConfigProblem } from "./problem.js";

/** What is wrong with a text, as the end of a sentence that begins with its name. */
export interface Wrong {
  readonly text: string;
  /** The file's schema refuses it too. */
  readonly inSchema: boolean;
}

/** Says what is wrong with a text; undefined where nothing is. */
export type TextCheck = (value: string) => Wrong | undefined;

/** What a report says of the schema. */
export function whoSays({ inSchema }: Wrong): Pick<ConfigProblem, "inSchema"> {
  return inSchema ? { inSchema } : {};
}

function schema(text: string): Wrong {
  return { text, inSchema: true };
}

function ours(text: string): Wrong {
  return { text, inSchema: false };
}

/** Of what is no text at all. */
export function noText(): Wrong {
  return schema(l10n.t("must be a text in double quotes"));
}

const MAX_NAME = 100;
const MAX_WORD = 200;
const MAX_PATH = 1000;

/** Names of hosts and pools. */
export const checkName: TextCheck = (value) => checkPlain(value, MAX_NAME);

/** What is handed to virsh or compared with what hosts say. */
export const checkWord: TextCheck = (value) => {
  if (value.startsWith("-")) return schema(l10n.t('must not begin with "-": virsh would take it for an option'));
  return checkPlain(value, MAX_WORD);
};

export const checkRelease: TextCheck = (value) =>
  /^\d{1,5}(\.\d{1,5}){0,2}$/.test(value) ? undefined : schema(l10n.t('must be a release such as "12.8.0"'));

/** A file inside the configuration's folder: the file may come from anybody, it must not open what lies elsewhere. */
export const checkPath: TextCheck = (value) => {
  const wrong = checkPlain(value, MAX_PATH);
  if (wrong !== undefined) return wrong;
  if (value.includes("\\")) return schema(l10n.t('must have "/" between folders, not "\\"'));
  if (value.startsWith("/") || /^[a-z][a-z\d+.-]*:/i.test(value)) {
    return schema(l10n.t('must be a path inside the folder of this file, such as "hosts/node1.xml"'));
  }
  return leadsOut(value) ? ours(l10n.t("leads out of this file's folder: paths stay inside it")) : undefined;
};

/** libvirt's connection URI. */
export const checkUri: TextCheck = (value) => {
  const wrong = checkWord(value);
  if (wrong !== undefined) return wrong;
  if (holdsPassword(value)) {
    return ours(
      l10n.t("must not hold a password: this file is there to be shared. Use an ssh key, or libvirt's auth.conf"),
    );
  }
  if (runsProgram(value))
    return ours(l10n.t("must not name a program to be run: put it into ~/.ssh/config or libvirt.conf"));
  return undefined;
};

/** libvirt's domain types: the values of virsh domcapabilities --virttype. */
export const VIRT_TYPES: readonly string[] = [
  "kvm",
  "qemu",
  "hvf",
  "xen",
  "bhyve",
  "lxc",
  "vmware",
  "hyperv",
  "vbox",
  "vz",
  "parallels",
  "openvz",
  "test",
];

export const checkVirtType: TextCheck = (value) =>
  VIRT_TYPES.includes(value) ? undefined : schema(l10n.t("must be one of {0}", VIRT_TYPES.join(", ")));

function checkPlain(value: string, limit: number): Wrong | undefined {
  if (value === "") return schema(l10n.t("must not be empty"));
  if (value.length > limit) return schema(l10n.t("must not be longer than {0} characters", limit));
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(value) ? ours(l10n.t("must not hold control characters")) : undefined;
}

/** Escaped dots count: whoever makes a URI of the path would go up as well. */
function leadsOut(path: string): boolean {
  let depth = 0;
  for (const segment of path.split("/")) {
    if (/^(\.|%2e){2}$/i.test(segment)) depth--;
    else if (segment !== "" && !/^(\.|%2e)$/i.test(segment)) depth++;
    if (depth < 0) return true;
  }
  return false;
}
