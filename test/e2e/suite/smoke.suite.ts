import * as vscode from "vscode";
import { applyAction, diagnosticsOf, hoverText, lensOf, quickFixes } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { documentationOf } from "./documentation.js";
import { activate, closeAll, openCpu, openSample, positionOf, rangeOf } from "./documents.js";
import { sampleUri } from "./sampleUri.js";

/** What a person reads in each language: texts of the manifest, the client and the server. */
const WORDS = {
  en: {
    command: "Insert Baseline CPU",
    hover: "At each start",
    problem: "libvirt 12.8.0 does not support the model 'Hasswell'. The VM cannot start.",
    fix: "Change to sse4.1",
    lens: /^Starts on both hosts of prod/,
    policy: "The VM does not start on hosts that have the feature",
  },
  "zh-cn": {
    command: "插入基线 CPU",
    hover: "每次启动时",
    problem: "libvirt 12.8.0 不支持型号“Hasswell”。虚拟机无法启动。",
    fix: "改为 sse4.1",
    lens: /prod 的两台主机/,
    policy: "主机",
  },
} as const;

const language = vscode.env.language.startsWith("zh") ? "zh-cn" : "en";
const words = WORDS[language];

/** The main job from end to end, in the editor's language. */
describe(`smoke in ${language}`, () => {
  afterEach(closeAll);

  it("commands and settings have names", async () => {
    const { packageJSON } = await activate();
    const contributes = JSON.stringify(packageJSON.contributes);
    checkIncludes(contributes, words.command);
    checkEqual(/"%[\w.]+%"/.test(contributes), false);
  });

  it("a mistake is told, and mended", async () => {
    const document = await openSample("broken.xml");
    const range = rangeOf(document, "sse4_1");
    const found = await diagnosticsOf(document, (all) => all.some((one) => one.range.contains(range)));
    checkIncludes(found.map(({ message }) => message).join("\n"), words.problem);
    const text = await applyAction(document, () => quickFixes(document, range), words.fix);
    checkIncludes(text, "<feature policy='require' name='sse4.1'/>");
  });

  it("a mode is explained", async () => {
    const document = await openSample("web01.xml");
    checkIncludes(
      await hoverText({ document, position: positionOf(document, "<cpu mode='host-|model'") }),
      words.hover,
    );
  });

  it("policies are offered, with what they do", async () => {
    const place = await openCpu("<cpu><model>Haswell</model><feature policy='|' name='aes'/></cpu>");
    checkIncludes(await documentationOf(place, "forbid"), words.policy);
  });

  it("the lens says where the VM starts", async () => {
    await lensOf(await openSample("web01.xml"), words.lens);
  });

  it("host-model becomes a custom definition", async () => {
    const document = await openSample("web01.xml");
    const host = sampleUri("hosts/node1.domcaps.xml").toString();
    checkEqual(await vscode.commands.executeCommand<boolean>("libvirt-cpu.expandHostModel", undefined, host), true);
    checkIncludes(document.getText(), "mode='custom'");
  });
});
