import { describe, expect, it } from "vitest";
import { makeSettings } from "../../../server/src/settings.js";

describe("the configurations of folders", () => {
  it("are those of the latest question, whichever is answered last", async () => {
    const releases: ((text: string) => void)[] = [];
    const settings = makeSettings({
      readFile: () => new Promise((resolve) => releases.push(resolve)),
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
});
