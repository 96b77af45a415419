import { describe, expect, it } from "vitest";
import { enableNested } from "../../../shared/src/rewrites/index.js";
import { cpuAfter, inGuest, textAfter } from "./rewriting.js";

describe("enableNested", () => {
  it.each([
    [
      "Intel has vmx",
      "<cpu>\n    <model>Haswell</model>\n  </cpu>",
      "<cpu>\n    <model>Haswell</model>\n    <feature policy='require' name='vmx'/>\n  </cpu>",
    ],
    [
      "behind the other features, before NUMA",
      '<cpu>\n    <model>Haswell</model>\n    <feature policy="require" name="pcid"/>\n    <!-- two cells -->\n    <numa>\n      <cell id="0" cpus="0-1" memory="1" unit="GiB"/>\n    </numa>\n  </cpu>',
      '<cpu>\n    <model>Haswell</model>\n    <feature policy="require" name="pcid"/>\n    <feature policy="require" name="vmx"/>\n    <!-- two cells -->\n    <numa>\n      <cell id="0" cpus="0-1" memory="1" unit="GiB"/>\n    </numa>\n  </cpu>',
    ],
    [
      "before NUMA and its comment",
      "<cpu>\n    <model>Haswell</model>\n    <!-- one cell -->\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
      "<cpu>\n    <model>Haswell</model>\n    <feature policy='require' name='vmx'/>\n    <!-- one cell -->\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
    ],
    [
      "AMD has svm, which QEMU turns off under KVM though the model includes it",
      "<cpu>\n    <model>EPYC</model>\n  </cpu>",
      "<cpu>\n    <model>EPYC</model>\n    <feature policy='require' name='svm'/>\n  </cpu>",
    ],
    [
      "a line that disables it is changed",
      "<cpu><model>Haswell</model><feature policy='disable' name='vmx'/></cpu>",
      "<cpu><model>Haswell</model><feature policy='require' name='vmx'/></cpu>",
    ],
    [
      "a line that forbids it is changed",
      "<cpu><model>EPYC</model><feature policy='forbid' name='svm'/></cpu>",
      "<cpu><model>EPYC</model><feature policy='require' name='svm'/></cpu>",
    ],
    [
      "the vendor of a model without one",
      "<cpu>\n    <model>qemu64</model>\n    <vendor>AMD</vendor>\n    <feature policy='disable' name='svm'/>\n  </cpu>",
      "<cpu>\n    <model>qemu64</model>\n    <vendor>AMD</vendor>\n    <feature policy='require' name='svm'/>\n  </cpu>",
    ],
    [
      "host-model with a line in the way",
      "<cpu mode='host-model'><feature policy='disable' name='vmx'/></cpu>",
      "<cpu mode='host-model'><feature policy='require' name='vmx'/></cpu>",
    ],
    [
      "host-passthrough for hosts of either vendor",
      "<cpu mode='host-passthrough'><feature policy='disable' name='vmx'/><feature policy='disable' name='svm'/></cpu>",
      "<cpu mode='host-passthrough'><feature policy='optional' name='vmx'/><feature policy='optional' name='svm'/></cpu>",
    ],
  ])("%s", (_, before, after) => {
    expect(cpuAfter(before, enableNested)).toBe(after);
  });

  it.each([
    ["host-model", "<cpu mode='host-model'/>", "With host-model the host decides"],
    ["host-passthrough", "<cpu mode='host-passthrough'/>", "nested=1"],
    ["a model of no vendor", "<cpu><model>kvm64</model></cpu>", "kvm64 has no vendor"],
    ["required already", "<cpu><model>Haswell</model><feature policy='require' name='vmx'/></cpu>", "already required"],
  ])("%s is explained", (_, cpu, reason) => {
    expect(cpuAfter(cpu, enableNested)).toContain(reason);
  });

  it("knows that only KVM has vmx", () => {
    const text = inGuest("<cpu><model>Haswell</model></cpu>").replace("'kvm'", "'qemu'");
    expect(textAfter(text, enableNested)).toContain("cannot emulate vmx");
  });
});
