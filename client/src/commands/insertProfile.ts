import * as vscode from "vscode";
import { type PlaceRequest, Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { applyRewrite, placeIn, targetDocument } from "./applyRewrite.js";

interface Profile {
  readonly level: string;
  readonly vendor: string;
}

/**
 * Inserts a level of the x86-64 ABI as the model of one vendor that stands for it.
 *
 * @param server the language server
 * @param document the domain's URI; the active editor's without one
 * @param level `x86-64-v2`, `x86-64-v3`, `x86-64-v4`; asked for without level and vendor
 * @param vendor `Intel`, `AMD`
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function insertProfileCommand(
  server: Server,
  document: unknown,
  level: unknown,
  vendor: unknown,
): Promise<boolean> {
  const target = await targetDocument(document);
  const place = placeIn(target);
  const given = typeof level === "string" && typeof vendor === "string" ? { level, vendor } : undefined;
  const chosen = given ?? (await pickProfile(server, place));
  if (chosen === undefined) return false;
  const answer = await server.ask(Request.insertProfile, { ...place, ...chosen });
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, place.version, answer);
  return true;
}

async function pickProfile(server: Server, place: PlaceRequest): Promise<Profile | undefined> {
  const choices = await server.ask(Request.profileChoices, place);
  if ("error" in choices) throw new Error(choices.error);
  const items = choices.profiles.map(({ level, vendor, model }) => ({
    label: level,
    description: vendor,
    detail: model,
    profile: { level, vendor },
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Insert CPU Profile"),
    placeHolder: vscode.l10n.t("Which x86-64 level, for Intel or AMD?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.profile;
}
