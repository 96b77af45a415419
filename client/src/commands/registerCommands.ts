import * as vscode from "vscode";
import { Command } from "../../../shared/src/messages.js";
import { notStartedText, type Server } from "../connection/server.js";
import { createVirtualDocument } from "../documents/virtualDocument.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { createMatrixPanels, showMatrix } from "../matrix/showMatrix.js";
import { expandHostModelCommand } from "./expandHostModel.js";
import { insertBaselineCommand } from "./insertBaseline.js";
import { insertProfileCommand } from "./insertProfile.js";
import { copyQemuCpu, fromQemuCpuCommand } from "./qemuCpu.js";
import { register } from "./register.js";
import { runOnTargetCommand } from "./runOnTarget.js";
import { provideModelDocuments, showModel } from "./showModel.js";
import { switchModelCommand } from "./switchModel.js";

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
export function registerCommands(server: Server, extensionUri: vscode.Uri, model: HostsModel): vscode.Disposable[] {
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
    register(Command.expandHostModel, (...args) => expandHostModelCommand(server, model, ...args)),
    register(Command.insertBaseline, (...args) => insertBaselineCommand({ server, model, preview }, ...args)),
    register(Command.showModel, (model, arch) => showModel(extensionUri, model, arch)),
    register(Command.switchModel, (document, model) => switchModelCommand(server, document, model)),
    register(Command.insertProfile, (document, level, vendor) => insertProfileCommand(server, document, level, vendor)),
    register(Command.fromQemuCpu, (document, argument) => fromQemuCpuCommand(server, document, argument)),
    register(Command.copyQemuCpu, (document) => copyQemuCpu(server, document)),
    register(Command.runOnTarget, (document, position, options) =>
      runOnTargetCommand(server, change, document, position, options),
    ),
    register(restartCommand, () => restartServer(server)),
  ];
}

/**
 * Restarts the language server: for one that hangs, or that ended and is not restarted by itself.
 *
 * @param client the language client
 * @returns true when the new server answers
 * @throws when it cannot be started
 */
async function restartServer(client: Server): Promise<boolean> {
  // One that does not end in time is left to itself.
  await client.stop().catch(() => undefined);
  await client.start().catch((error: unknown) => {
    throw new Error(notStartedText(error));
  });
  vscode.window.setStatusBarMessage(vscode.l10n.t("Libvirt CPU: language server restarted"), 5000);
  return true;
}
