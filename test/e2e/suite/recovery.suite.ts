import * as vscode from "vscode";
import { diagnosticsOf, lensOf } from "./answers.js";
import { makeServerBreaker, type ServerBreaker } from "./breakServer.js";
import { checkEqual } from "./check.js";
import { closeAll, openSample, replaceMarked } from "./documents.js";

const RULE = "feature-unknown";
let server: ServerBreaker;
let document: vscode.TextDocument;

/** What is asked of a server that has just started: the unsaved text, the setting, the hosts and the target are there. */
async function checkServed(before: string, after: string): Promise<void> {
  await lensOf(document, /prod/);
  await replaceMarked(document, `'${before}'`, `'${after}|'`);
  const found = await diagnosticsOf(document, (diagnostics) =>
    diagnostics.some(({ code, range }) => String(codeOf(code)) === RULE && document.getText(range).includes(after)),
  );
  const severity = found.find(({ code }) => codeOf(code) === RULE)?.severity;
  checkEqual(severity === vscode.DiagnosticSeverity.Information, true);
}

function codeOf(code: vscode.Diagnostic["code"]): string | number | undefined {
  return typeof code === "object" ? code.value : code;
}

function setRules(rules: Readonly<Record<string, string>> | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration("libvirtCpu").update("rules", rules, vscode.ConfigurationTarget.Workspace);
}

describe("a language server that ends by itself", function () {
  this.timeout(90_000);

  before(async () => {
    document = await openSample("web01.xml");
    await setRules({ [RULE]: "information" });
    await replaceMarked(document, "</cpu>", "<feature policy='require' name='zz0'/></cpu>|");
    server = await makeServerBreaker();
  });
  after(async () => {
    await setRules(undefined);
    await closeAll();
  });

  it("is started again, and everything is as before", async () => {
    for (const time of [1, 2, 3, 4]) {
      await server.crash();
      await checkServed(`zz${time - 1}`, `zz${time}`);
    }
  });

  it("is given up the fifth time, with what it said taken back, and can be restarted", async () => {
    await server.crash();
    await diagnosticsOf(document, (diagnostics) => !diagnostics.some(({ code }) => codeOf(code) === RULE));
    checkEqual(await server.runs(), false);
    // One that no other test has shown: what is shown stays.
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.showModel", "phenom"), false);
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.restartServer"), true);
    await checkServed("zz4", "zz5");
    await server.crash();
    await checkServed("zz5", "zz6");
  });
});
