import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsOf } from "../../../shared/src/engine/cpuData.js";
import { translateCpu } from "../../../shared/src/engine/index.js";
import { switchChoices, switchModel } from "../../../shared/src/rewrites/index.js";
import { modelIn } from "../engine/arbitraries.js";
import { contextOf, cpuAfter, definitionIn, inGuest, map, textAfter } from "./rewriting.js";

const to = (model: string) => (context: Parameters<typeof switchModel>[0]) => switchModel(context, model);

describe("switchModel", () => {
  it.each([
    [
      "features listed, attributes and comments kept",
      "IvyBridge",
      "<cpu mode='custom' match='strict' check='none'>\n    <model fallback='allow' vendor_id='KVMKVMKVMKVM'>SandyBridge</model>\n    <!-- two cores -->\n    <topology sockets='1' cores='2' threads='1'/>\n    <feature policy='optional' name='vmx'/>\n  </cpu>",
      "<cpu mode='custom' match='strict' check='none'>\n    <model fallback='allow' vendor_id='KVMKVMKVMKVM'>IvyBridge</model>\n    <!-- two cores -->\n    <topology sockets='1' cores='2' threads='1'/>\n    <feature policy='disable' name='f16c'/>\n    <feature policy='disable' name='rdrand'/>\n    <feature policy='disable' name='vme'/>\n    <feature policy='disable' name='fsgsbase'/>\n    <feature policy='disable' name='smep'/>\n    <feature policy='disable' name='erms'/>\n    <feature policy='optional' name='vmx'/>\n  </cpu>",
    ],
    [
      "the versioned name of the same model",
      "EPYC-v2",
      "<cpu><model>EPYC-IBPB</model><vendor>AMD</vendor></cpu>",
      "<cpu><model>EPYC-v2</model><vendor>AMD</vendor></cpu>",
    ],
    [
      "a model that libvirt itself never chooses",
      "Cascadelake-Server-noTSX",
      "<cpu check='full'>\n    <model fallback='forbid'>Cascadelake-Server</model>\n    <feature policy='disable' name='mpx'/>\n  </cpu>",
      "<cpu check='partial'>\n    <model fallback='forbid'>Cascadelake-Server-noTSX</model>\n    <feature policy='require' name='hle'/>\n    <feature policy='require' name='rtm'/>\n    <feature policy='disable' name='mpx'/>\n  </cpu>",
    ],
    ["itself", "EPYC", "<cpu><model>EPYC</model></cpu>", "! This CPU is already EPYC."],
    [
      "another vendor's model",
      "EPYC",
      "<cpu><model>Haswell</model></cpu>",
      "! EPYC is a model of AMD, but Haswell is a model of Intel. No host supports both.",
    ],
    [
      "an unknown model",
      "Zen",
      "<cpu><model>EPYC</model></cpu>",
      "! libvirt 12.8.0 does not support the CPU model Zen.",
    ],
    [
      "the prototype",
      "__proto__",
      "<cpu><model>EPYC</model></cpu>",
      "! libvirt 12.8.0 does not support the CPU model __proto__.",
    ],
  ])("%s", (_, model, before, after) => {
    expect(cpuAfter(before, to(model))).toBe(after);
  });

  it("says what it costs", () => {
    const result = switchModel(contextOf(inGuest("<cpu><model>EPYC-Rome</model></cpu>")), "EPYC");
    expect(result).toMatchObject({
      summary: expect.stringMatching(/^Switched from EPYC-Rome to EPYC: \d+ features listed, \d+ disabled\.$/),
    });
  });

  it("is the same CPU, as libvirt translates it", () => {
    fc.assert(
      fc.property(modelIn(map), modelIn(map), (from, wanted) => {
        const text = inGuest(`<cpu><model>${from.name}</model></cpu>`);
        const after = textAfter(text, to(wanted.name));
        if (after.startsWith("! ")) return;
        const before = definitionIn(text);
        if (wanted.decodeGuest) {
          expect(definitionIn(after).features).toEqual(translateCpu(before, map, [wanted.name]).features);
        }
        // The first signature of a Haswell tells libvirt to leave out its broken TSX.
        const words = wordsOf({ ...before, features: withoutTsx }, map);
        expect(
          wordsOf({ ...definitionIn(after), features: [...definitionIn(after).features, ...withoutTsx] }, map),
        ).toEqual(words);
      }),
      { numRuns: 300 },
    );
  });
});

const withoutTsx = [
  { name: "hle", policy: "disable" as const },
  { name: "rtm", policy: "disable" as const },
];

describe("switchChoices", () => {
  it("lists the vendor's models first, the shortest first, and no other vendor's", () => {
    const choices = switchChoices(contextOf(inGuest("<cpu><model>EPYC</model></cpu>")));
    if ("error" in choices) throw new Error(choices.error);
    expect(choices[0]).toEqual({ name: "EPYC-v1", vendor: "AMD", required: 0, disabled: 0, lost: [] });
    expect(choices.map(({ name }) => name)).not.toContain("EPYC");
    expect(new Set(choices.map(({ vendor }) => vendor))).toEqual(new Set(["AMD", undefined]));
    const costs = choices.filter(({ vendor }) => vendor === "AMD").map(({ required, disabled }) => required + disabled);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(choices.findIndex(({ vendor }) => vendor === undefined)).toBe(costs.length);
  });

  it("has none for a feature that libvirt does not know", () => {
    const cpu = "<cpu><model>EPYC</model><feature policy='require' name='__proto__'/></cpu>";
    expect(switchChoices(contextOf(inGuest(cpu)))).toHaveProperty("error");
    expect(switchModel(contextOf(inGuest(cpu)), "EPYC-v1")).toEqual({ error: expect.stringContaining("__proto__") });
  });

  it("has none under host-model", () => {
    expect(switchChoices(contextOf(inGuest("<cpu mode='host-model'/>")))).toHaveProperty("error");
  });
});
