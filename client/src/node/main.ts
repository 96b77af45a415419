import { type ExtensionContext, workspace } from "vscode";
import { clientId } from "../connection/languageClient.js";
import { createExtension } from "../extension.js";
import type { ExtensionApi } from "../start.js";
import { registerVms } from "../vms/registerVms.js";
import { localCpuMap } from "./localCpuMap.js";
import { staysInside } from "./staysInside.js";
import { makeVirsh, makeVmVerbs } from "./virsh.js";

/** Only the machine's own settings name an executable, never a workspace's. */
const executable = (): string => workspace.getConfiguration(clientId).get<string>("virshPath") || "virsh";

const extension = createExtension(async (given) => (await import("./languageClient.js")).makeNodeClient(given), {
  virsh: makeVirsh(executable),
  vms: (given) => registerVms({ ...given, verbs: makeVmVerbs(executable) }),
  staysInside,
  cpuMap: localCpuMap,
});

/** VS Code calls it when an XML document is opened or one of our commands is run. */
export const activate: (context: ExtensionContext) => ExtensionApi = extension.activate;

/** VS Code calls it before the extension host ends, and waits. */
export const deactivate: () => Promise<void> = extension.deactivate;
