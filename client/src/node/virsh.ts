import * as vscode from "vscode";
import { askHost, capabilities } from "../../../virsh/src/askHost.js";
import { connect } from "../../../virsh/src/connect.js";
import { failureText, VirshError } from "../../../virsh/src/failure.js";
import type { Virsh } from "../hosts/live/virsh.js";

/** @param executable a path or a name on the PATH; asked for each time, as settings change */
export function makeVirsh(executable: () => string): Virsh {
  const options = { executable };
  return {
    executable,
    capabilities: (uri, signal) => inWords(capabilities(connect(uri, options), signal)),
    facts: ({ uri, ...about }, signal) => inWords(askHost(connect(uri, options), about, signal)),
  };
}

/** A failure in the user's language. */
async function inWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof VirshError ? new Error(failureText(error.failure, vscode.l10n.t)) : error;
  }
}
