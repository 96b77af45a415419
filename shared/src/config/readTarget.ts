import * as l10n from "@vscode/l10n";
import type { Member } from "./members.js";
import { quote, type Report } from "./problem.js";
import { readText } from "./readHosts.js";
import { checkName } from "./textChecks.js";

/** Reads the host or pool that the VMs run on; one that is not there is no target. */
export function readTarget(member: Member | undefined, names: ReadonlySet<string>, report: Report): string | undefined {
  const name = readText(member, checkName, report);
  if (member === undefined || name === undefined || names.has(name)) return name;
  const message = l10n.t("{0} is neither a host nor a pool here, so there is no target.", quote(name));
  report(member.value, message, { severity: "error", unknown: { name, known: [...names] } });
  return undefined;
}
