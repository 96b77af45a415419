import { describe, expect, it } from "vitest";
import {
  type CpuView,
  domainView,
  effectiveMode,
  effectivePolicy,
  featureNamed,
  ignoresModel,
  modelName,
} from "../../../shared/src/domain/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";

function cpuOf(text: string): CpuView {
  const cpu = domainView(parseXml(text))?.cpu;
  if (cpu === undefined) throw new Error(`no cpu in ${text}`);
  return cpu;
}

describe("what libvirt goes by where nothing is said", () => {
  it.each([
    ["<cpu/>", "custom"],
    ["<cpu mode='host-model'/>", "host-model"],
    ["<cpu mode='maximum'/>", "maximum"],
    ["<cpu mode='Custom'/>", undefined],
  ])("%s has the mode %s", (text, mode) => {
    expect(effectiveMode(cpuOf(text))).toBe(mode);
  });

  it.each([
    ["<feature name='a'/>", "require"],
    ["<feature policy='force' name='a'/>", "force"],
    ["<feature policy='enable' name='a'/>", undefined],
  ])("%s has the policy %s", (feature, policy) => {
    const found = featureNamed(cpuOf(`<cpu>${feature}</cpu>`), "a");
    expect(found && effectivePolicy(found)).toBe(policy);
    expect(found?.name?.value).toBe("a");
  });

  it.each([
    ["<cpu><model>X</model></cpu>", "X", false],
    ["<cpu><model/></cpu>", undefined, false],
    ["<cpu/>", undefined, false],
    ["<cpu mode='host-passthrough'><model>X</model></cpu>", undefined, true],
    ["<cpu mode='maximum'><model>X</model></cpu>", undefined, true],
    ["<cpu mode='host-model'><model>X</model></cpu>", "X", false],
  ])("%s names the model %s", (text, name, ignored) => {
    expect(modelName(cpuOf(text))).toBe(name);
    expect(ignoresModel(cpuOf(text))).toBe(ignored);
  });
});
