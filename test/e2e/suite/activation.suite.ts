import * as vscode from "vscode";
import { checkEqual } from "./check.js";
import { activate } from "./documents.js";
import { host } from "./suiteHost.js";

describe("activation", () => {
  it(`runs in the ${host} extension host`, () => {
    checkEqual("WorkerGlobalScope" in globalThis, host === "web");
    checkEqual(vscode.workspace.isTrusted, host !== "untrusted");
  });

  it("is in this editor and activates", async () => {
    const extension = await activate();
    checkEqual(extension.isActive, true);
  });

  it("contributes only commands that exist once it is active", async () => {
    const extension = await activate();
    const contributed: { command: string }[] = extension.packageJSON.contributes?.commands ?? [];
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributed.map(({ command }) => command).filter((command) => !known.has(command));
    checkEqual(missing.join(", "), "");
  });
});
