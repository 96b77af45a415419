import * as vscode from "vscode";
import { diagnosticsOf, offered } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openCpu, openSample } from "./documents.js";

describe("commands", () => {
  afterEach(closeAll);

  it("show a model's definition as a document that cannot be edited", async () => {
    await openSample("web01.xml");
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.showModel", "Haswell"), true);
    const shown = vscode.window.activeTextEditor?.document;
    checkEqual(shown?.uri.scheme ?? "", "libvirt-cpu-model");
    checkEqual(shown?.languageId ?? "", "xml");
    checkIncludes(shown?.getText() ?? "", "Haswell");
    checkIncludes(shown?.getText() ?? "", "name='avx2'");
  });

  it("say when there is no such model", async () => {
    await openSample("web01.xml");
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.showModel", "Hasswell"), false);
  });

  it("start the language server anew: it answers as before", async () => {
    const place = await openCpu("<cpu mode='|'/>");
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.restartServer"), true);
    await diagnosticsOf(place.document, (diagnostics) => diagnostics.length > 0);
    await offered(place, ["host-model"]);
  });
});
