import { workspace } from "vscode";
import { clientId } from "../connection/languageClient.js";
import { createExtension } from "../extension.js";
import { registerVms } from "../vms/registerVms.js";
import { localCpuMap } from "./localCpuMap.js";
import { staysInside } from "./staysInside.js";
import { makeVirsh, makeVmVerbs } from "./virsh.js";

/** Only the machine's own settings name an executable, never a workspace's. */
const executable = (): string => workspace.getConfiguration(clientId).get<string>("virshPath") || "virsh";

/** The extension in Node's extension host. */
export const nodeExtension = createExtension(
  async (given) => (await import("./languageClient.js")).makeNodeClient(given),
  {
    virsh: makeVirsh(executable),
    vms: (given) => registerVms({ ...given, verbs: makeVmVerbs(executable) }),
    staysInside,
    cpuMap: localCpuMap,
  },
);
