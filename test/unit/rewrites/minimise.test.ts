import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandCpu } from "../../../shared/src/engine/index.js";
import { minimise } from "../../../shared/src/rewrites/index.js";
import { featuresIn, modelIn } from "../engine/arbitraries.js";
import { contextOf, cpuAfter, definitionIn, inGuest, map, textAfter } from "./rewriting.js";

describe("minimise", () => {
  it.each([
    [
      "what Haswell includes goes, all else stays",
      "<cpu mode='custom' match='exact' check='partial'>\n    <model fallback='allow'>Haswell</model>\n    <topology sockets='1' cores='2' threads='1'/>\n    <!-- fast -->\n    <feature policy='require' name='avx2'/>\n    <feature policy='require' name='vmx'/>\n    <feature name='aes'/>\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
      "<cpu mode='custom' match='exact' check='partial'>\n    <model fallback='allow'>Haswell</model>\n    <topology sockets='1' cores='2' threads='1'/>\n    <!-- fast -->\n    <feature policy='require' name='vmx'/>\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
    ],
    [
      "the other policies say more than the model",
      "<cpu><model>Haswell</model><feature policy='force' name='aes'/><feature policy='optional' name='avx'/><feature policy='disable' name='rtm'/><feature policy='forbid' name='hle'/><feature policy='require' name='avx2'/></cpu>",
      "<cpu><model>Haswell</model><feature policy='force' name='aes'/><feature policy='optional' name='avx'/><feature policy='disable' name='rtm'/><feature policy='forbid' name='hle'/></cpu>",
    ],
    [
      "what the model once had stays",
      "<cpu><model>Skylake-Client</model><feature policy='require' name='mpx'/><feature policy='require' name='aes'/></cpu>",
      "<cpu><model>Skylake-Client</model><feature policy='require' name='mpx'/></cpu>",
    ],
    [
      "what QEMU turns off under KVM stays",
      "<cpu><model>EPYC</model><feature policy='require' name='svm'/><feature policy='require' name='aes'/></cpu>",
      "<cpu><model>EPYC</model><feature policy='require' name='svm'/></cpu>",
    ],
    [
      "nothing to drop",
      "<cpu><model>Haswell</model><feature policy='require' name='vmx'/></cpu>",
      "! Haswell includes none",
    ],
    [
      "minimum takes the host's model",
      "<cpu match='minimum'><model>Haswell</model><feature policy='require' name='avx2'/></cpu>",
      "! With match='minimum'",
    ],
    ["host-model", "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>", "! This CPU is host-model"],
    ["an unknown model", "<cpu><model>Hasswell</model></cpu>", "! libvirt 12.8.0 does not support"],
    ["no model", "<cpu/>", "! This CPU has no model"],
  ])("%s", (_, before, after) => {
    const result = cpuAfter(before, minimise);
    // Of a refusal the beginning is enough.
    expect(after.startsWith("! ") ? result.slice(0, after.length) : result).toBe(after);
  });

  it("says how many went", () => {
    const cpu =
      "<cpu><model>EPYC</model><feature policy='require' name='avx'/><feature policy='require' name='aes'/></cpu>";
    expect(minimise(contextOf(inGuest(cpu)))).toMatchObject({
      summary: "Removed 2 features already included in EPYC.",
    });
  });

  it("leaves what is listed twice to the author", () => {
    const twice = "<feature policy='require' name='aes'/><feature policy='disable' name='aes'/>";
    const text = inGuest(`<cpu><model>Haswell</model>${twice}<feature policy='require' name='avx'/></cpu>`);
    expect(minimise(contextOf(text))).toMatchObject({ edits: [{ newText: "" }] });
  });

  it("leaves a host's CPU alone", () => {
    const text =
      "<capabilities><host><cpu><arch>x86_64</arch><model>EPYC</model><feature name='aes'/></cpu></host></capabilities>";
    expect(minimise(contextOf(text))).toEqual({ error: expect.stringContaining("describes a host") });
  });

  it("means the same CPU as before", () => {
    fc.assert(
      fc.property(modelIn(map), featuresIn(map), (model, features) => {
        const lines = features.map(({ name, policy }) => `<feature policy='${policy}' name='${name}'/>`);
        const text = inGuest(`<cpu><model>${model.name}</model>${lines.join("")}</cpu>`);
        const after = textAfter(text, minimise);
        if (after.startsWith("! ")) return;
        expect(expandCpu(definitionIn(after), map)).toEqual(expandCpu(definitionIn(text), map));
        expect(textAfter(after, minimise)).toContain("includes none of these features");
      }),
      { numRuns: 200 },
    );
  });
});
