import * as vscode from "vscode";
import { checkEqual } from "./check.js";
import { activate } from "./documents.js";

/** Put in by the bundler: the extension host that this bundle is for. */
declare const suiteHost: "node" | "web";

describe("activation", () => {
  it(`runs in the ${suiteHost} extension host`, () => {
    checkEqual("WorkerGlobalScope" in globalThis ? "web" : "node", suiteHost);
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
