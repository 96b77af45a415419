import { describe, expect, it } from "vitest";
import { makeSettings } from "../../../server/src/settings.js";

describe("the configurations of folders", () => {
  it("are those of the latest question, whichever is answered last", async () => {
    const releases: ((text: string) => void)[] = [];
    const settings = makeSettings({
      readFile: () => new Promise((resolve) => releases.push((text) => resolve({ text, modified: 0 }))),
      readSettings: async () => ({}),
      warn: (message) => expect.fail(message),
    });
    const [first, second] = [settings.refresh(["file:///w"]), settings.refresh(["file:///w"])];
    releases[1]?.('{ "libvirt": "12.8.0" }');
    await second;
    releases[0]?.('{ "libvirt": "9.0.0" }');
    await first;
    expect(settings.configOf("file:///w/vm.xml").libvirt).toBe("12.8.0");
  });

  it.each<["too-large" | "outside-the-folder" | "missing" | "unreadable", string[]]>([
    ["too-large", ["The configuration is larger than 8 MB; it is ignored."]],
    ["outside-the-folder", ["The configuration is a link to a file outside its folder; it is ignored."]],
    ["missing", []],
    ["unreadable", []],
  ])("are none where the file is %s, and the log says why", async (error, reasons) => {
    const said: string[] = [];
    const settings = makeSettings({
      readFile: async () => ({ error }),
      readSettings: async () => ({}),
      warn: (message) => said.push(message),
    });
    await settings.refresh(["file:///w"]);
    expect(said).toEqual(reasons.map((reason) => `file:///w/libvirt-cpu.json: ${reason}`));
    expect(settings.hasFile("file:///w")).toBe(false);
  });
});
