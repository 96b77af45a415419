import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readHost } from "../../../shared/src/engine/index.js";
import { collapseToHostModel, expandHostModel } from "../../../shared/src/rewrites/index.js";
import { cpuAfter, inGuest, map, textAfter } from "./rewriting.js";

const host = {
  name: "node1",
  host: readHost(readFileSync(new URL("../../../samples/hosts/node1.domcaps.xml", import.meta.url), "utf8"), map),
};

describe("collapseToHostModel", () => {
  it.each([
    [
      "an expansion",
      "<cpu mode='custom' match='exact' check='partial'>\n    <model fallback='allow'>Haswell</model>\n    <vendor>Intel</vendor>\n    <!-- pinned -->\n    <topology sockets='1' cores='2' threads='1'/>\n    <feature policy='require' name='vmx'/>\n    <feature policy='disable' name='hle'/>\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
      "<cpu mode='host-model' check='partial'>\n    <!-- pinned -->\n    <topology sockets='1' cores='2' threads='1'/>\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
    ],
    [
      "the author's policies stay",
      "<cpu mode='custom'>\n    <model>Haswell</model>\n    <feature policy='force' name='aes'/>\n    <feature policy='require' name='avx'/>\n    <feature policy='optional' name='vmx'/>\n    <feature policy='forbid' name='rtm'/>\n  </cpu>",
      "<cpu mode='host-model'>\n    <feature policy='force' name='aes'/>\n    <feature policy='optional' name='vmx'/>\n    <feature policy='forbid' name='rtm'/>\n  </cpu>",
    ],
    [
      "a full check cannot hold on another host",
      '<cpu mode="custom" match="exact" check="full">\n\t\t<model fallback="forbid">EPYC</model>\n\t\t<feature policy="require" name="x2apic"/>\n\t</cpu>',
      '<cpu mode="host-model" check="partial">\n\t</cpu>',
    ],
    [
      "the vendor that the guest reads stays",
      "<cpu match='exact'>\n    <model fallback='allow' vendor_id='KVMKVMKVMKVM'>EPYC</model>\n  </cpu>",
      "<cpu mode='host-model'>\n    <model vendor_id='KVMKVMKVMKVM'/>\n  </cpu>",
    ],
    [
      "host-model already",
      "<cpu mode='host-model'/>",
      "! This CPU is host-model and has no model. Convert it to a custom CPU first.",
    ],
  ])("%s", (_, before, after) => {
    expect(cpuAfter(before, collapseToHostModel)).toBe(after);
  });

  it("takes an expansion back: expanded again it is the same", () => {
    const expanded = textAfter(inGuest("<cpu mode='host-model' check='partial'/>"), (context) =>
      expandHostModel(context, host),
    );
    const collapsed = textAfter(expanded, collapseToHostModel);
    expect(collapsed).toBe(inGuest("<cpu mode='host-model' check='partial'>\n  </cpu>"));
    expect(textAfter(collapsed, (context) => expandHostModel(context, host))).toBe(expanded);
  });
});
