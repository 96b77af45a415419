import { describe, expect, it } from "vitest";
import { mergeConfigs, parseConfig, readConfig } from "../../../shared/src/config/index.js";

describe("parseConfig", () => {
  it.each([
    ["{}", undefined, [], 0],
    ['{"libvirt":"12.8.0"}', "12.8.0", [], 0],
    ['\uFEFF{"libvirt":"12.8"}', "12.8", [], 0],
    ['{"libvirt":""}', undefined, [], 0],
    [
      '{"rules":{"xml":"off","cpu-mode":"hint"}}',
      undefined,
      [
        ["xml", "off"],
        ["cpu-mode", "hint"],
      ],
      0,
    ],
    ['{"hosts":{},"pools":{},"target":"x","unknown":1}', undefined, [], 0],
    ['{"rules":{"xml":"loud","cpu-mode":"hint"}}', undefined, [["cpu-mode", "hint"]], 1],
    ['{"rules":{"__proto__":"off"}}', undefined, [["__proto__", "off"]], 0],
    ['{"rules":[]}', undefined, [], 1],
    ['{"libvirt":12}', undefined, [], 1],
    ['{"libvirt":"12.8.0; rm"}', undefined, [], 1],
    ["[]", undefined, [], 1],
    ["null", undefined, [], 0],
    ["{", undefined, [], 1],
    ["", undefined, [], 1],
  ])("%s", (text, libvirt, rules, problems) => {
    const parsed = parseConfig(text);
    expect(parsed.config.libvirt).toBe(libvirt);
    expect([...parsed.config.rules]).toEqual(rules);
    expect(parsed.problems).toHaveLength(problems);
  });
});

describe("mergeConfigs", () => {
  it("takes the first's word, setting by setting", () => {
    const first = readConfig({ rules: { a: "off" } }).config;
    const second = readConfig({ libvirt: "9.0.0", rules: { a: "hint", b: "hint" } }).config;
    expect(mergeConfigs(first, second)).toEqual({
      libvirt: "9.0.0",
      rules: new Map([
        ["a", "off"],
        ["b", "hint"],
      ]),
    });
    expect(mergeConfigs(second, first).rules.get("a")).toBe("hint");
  });
});
