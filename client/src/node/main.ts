import { type ExtensionContext, l10n, workspace } from "vscode";
import { askHost, capabilities } from "../../../virsh/src/askHost.js";
import { connect } from "../../../virsh/src/connect.js";
import { failureText, VirshError } from "../../../virsh/src/failure.js";
import { clientId } from "../connection/languageClient.js";
import { createExtension } from "../extension.js";
import type { Virsh } from "../hosts/live/virsh.js";
import type { ExtensionApi } from "../start.js";
import { localCpuMap } from "./localCpuMap.js";
import { staysInside } from "./staysInside.js";

/** @param executable a path or a name on the PATH; asked for each time, as settings change */
function makeVirsh(executable: () => string): Virsh {
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
    throw error instanceof VirshError ? new Error(failureText(error.failure, l10n.t)) : error;
  }
}

/** Only the machine's own settings name an executable, never a workspace's. */
const virsh = makeVirsh(() => workspace.getConfiguration(clientId).get<string>("virshPath") || "virsh");

const extension = createExtension(async (given) => (await import("./languageClient.js")).makeNodeClient(given), {
  virsh,
  staysInside,
  cpuMap: localCpuMap,
});

/** VS Code calls it when an XML document is opened or one of our commands is run. */
export const activate: (context: ExtensionContext) => ExtensionApi = extension.activate;

/** VS Code calls it before the extension host ends, and waits. */
export const deactivate: () => Promise<void> = extension.deactivate;
