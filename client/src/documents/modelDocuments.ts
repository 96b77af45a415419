import * as vscode from "vscode";
import type { Server } from "../server.js";
import { modelOfPath, modelScheme } from "./modelUri.js";

/**
 * Shows the definitions of CPU models as read-only documents.
 *
 * @param server what knows them
 * @returns what ends it
 */
export function provideModelDocuments(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(modelScheme, {
    provideTextDocumentContent: async (uri) => {
      const name = modelOfPath(uri.path);
      const definition = name === undefined ? null : await server.modelDefinition(name);
      if (definition !== null) return definition;
      throw new Error(vscode.l10n.t("libvirt's CPU map defines no model {0}.", name?.model ?? uri.path));
    },
  });
}
