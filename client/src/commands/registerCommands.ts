import type * as vscode from "vscode";
import { Command } from "../../../shared/src/messages.js";
import type { ServerConnection } from "../connection/serverConnection.js";
import { provideModelDocuments } from "../documents/modelDocuments.js";
import { createVirtualDocument } from "../documents/virtualDocument.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { createMatrixPanels } from "../matrix/matrixPanels.js";
import { showMatrix } from "../matrix/showMatrix.js";
import { serverOf } from "../server.js";
import { copyQemuCpu } from "./copyQemuCpu.js";
import { expandHostModel } from "./expandHostModel.js";
import { fromQemuCpu } from "./fromQemuCpu.js";
import { insertBaseline } from "./insertBaseline.js";
import { insertProfile } from "./insertProfile.js";
import { register } from "./register.js";
import { restartServer } from "./restartServer.js";
import { runOnTarget } from "./runOnTarget.js";
import { showModel } from "./showModel.js";
import { switchModel } from "./switchModel.js";

/** The client's own command: no code action names it. */
const restartCommand = "libvirt-cpu.restartServer";

/**
 * Registers the commands and the read-only documents that they show.
 *
 * @param client the language client, started or not
 * @param extensionUri where the extension's data is
 * @param model what is known of hosts
 * @returns what takes them back
 */
export function registerCommands(
  client: ServerConnection,
  extensionUri: vscode.Uri,
  model: HostsModel,
): vscode.Disposable[] {
  const server = serverOf(client);
  const preview = createVirtualDocument("libvirt-cpu-preview", "Baseline CPU.xml");
  const change = createVirtualDocument("libvirt-cpu-change", "Proposed.xml");
  const matrices = createMatrixPanels(extensionUri, server);
  return [
    matrices,
    model.onDidChange(() => matrices.refresh()),
    register(Command.showMatrix, (...args) => showMatrix(server, matrices, args)),
    preview,
    change,
    provideModelDocuments(server),
    register(Command.expandHostModel, (...args) => expandHostModel(server, model, ...args)),
    register(Command.insertBaseline, (...args) => insertBaseline({ server, model, preview }, ...args)),
    register(Command.showModel, (model, arch) => showModel(extensionUri, model, arch)),
    register(Command.switchModel, (document, model) => switchModel(server, document, model)),
    register(Command.insertProfile, (document, level, vendor) => insertProfile(server, document, level, vendor)),
    register(Command.fromQemuCpu, (document, argument) => fromQemuCpu(server, document, argument)),
    register(Command.copyQemuCpu, (document) => copyQemuCpu(server, document)),
    register(Command.runOnTarget, (document, position, options) =>
      runOnTarget(server, change, document, position, options),
    ),
    register(restartCommand, () => restartServer(client)),
  ];
}
