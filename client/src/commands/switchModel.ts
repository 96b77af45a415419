import * as vscode from "vscode";
import { type PlaceRequest, Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { applyRewrite, placeIn, targetDocument } from "./applyRewrite.js";

/**
 * Says a domain's CPU with another model, and spells out what that model lacks or has too much.
 *
 * @param server the language server
 * @param document the domain's URI; the active editor's without one
 * @param model the model's name; asked for without one
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function switchModelCommand(server: Server, document: unknown, model: unknown): Promise<boolean> {
  const target = await targetDocument(document);
  const place = placeIn(target);
  const chosen = typeof model === "string" ? model : await pickModel(server, place);
  if (chosen === undefined) return false;
  const answer = await server.ask(Request.switchModel, { ...place, model: chosen });
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, place.version, answer);
  return true;
}

async function pickModel(server: Server, place: PlaceRequest): Promise<string | undefined> {
  const choices = await server.ask(Request.switchChoices, place);
  if ("error" in choices) throw new Error(choices.error);
  const items = choices.models.map(({ name, vendor, cost }) => ({
    label: name,
    detail: cost,
    ...(vendor === undefined ? {} : { description: vendor }),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Switch CPU Model"),
    placeHolder: vscode.l10n.t("Switch to which model? The features stay the same."),
    matchOnDescription: true,
  });
  return chosen?.label;
}
