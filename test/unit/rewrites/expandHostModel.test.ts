import { describe, expect, it } from "vitest";
import { domainView } from "../../../shared/src/domain/index.js";
import { readHost } from "../../../shared/src/engine/index.js";
import { expandHostModel } from "../../../shared/src/rewrites/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";

const catalogue = await testCatalogue();

/** A small host: a Penryn with two features more and one that blocks migration. */
const HOST = `<domainCapabilities><arch>x86_64</arch><domain>kvm</domain><machine>q35</machine><cpu>
  <mode name='host-model' supported='yes'><model fallback='forbid'>Penryn</model><vendor>Intel</vendor>
  <feature policy='require' name='aes'/><feature policy='require' name='vmx'/><feature policy='disable' name='cx16'/></mode>
</cpu></domainCapabilities>`;

function rewrite(cpu: string, hostXml = HOST): string {
  const text = `<domain type='kvm'>\n  ${cpu}\n</domain>\n`;
  const document = parseXml(text);
  const view = domainView(document);
  if (view === undefined || catalogue.map === undefined) throw new Error("no view");
  const result = expandHostModel(
    { document, view, catalogue },
    { name: "node1", host: readHost(hostXml, catalogue.map) },
  );
  if ("error" in result) return `! ${result.error}`;
  return applyEdits(text, result.edits).slice("<domain type='kvm'>\n  ".length, -"\n</domain>\n".length);
}

const HEAD =
  "<cpu mode='custom' match='exact' check='partial'>\n    <model fallback='allow'>Penryn</model>\n    <vendor>Intel</vendor>\n";
const AES = "    <feature policy='require' name='aes'/>\n";
const VMX = "    <feature policy='require' name='vmx'/>\n";
const CX16 = "    <feature policy='disable' name='cx16'/>\n";

describe("expandHostModel", () => {
  it.each([
    ["an empty element", "<cpu mode='host-model'/>", `${HEAD}${AES}${VMX}${CX16}  </cpu>`],
    ["start and end tag on one line", "<cpu mode='host-model'></cpu>", `${HEAD}${AES}${VMX}${CX16}  </cpu>`],
    [
      "topology, comments and NUMA stay where they are",
      "<cpu mode='host-model'>\n    <!-- pinned -->\n    <topology sockets='1' cores='2' threads='1'/>\n    <!-- cells -->\n    <numa/>\n  </cpu>",
      `${HEAD}    <!-- pinned -->\n    <topology sockets='1' cores='2' threads='1'/>\n${AES}${VMX}${CX16}    <!-- cells -->\n    <numa/>\n  </cpu>`,
    ],
    [
      "its own features keep their place and win",
      "<cpu mode='host-model'>\n    <!-- no nesting -->\n    <feature policy='disable' name='vmx'/>\n  </cpu>",
      `${HEAD}${AES}${CX16}    <!-- no nesting -->\n    <feature policy='disable' name='vmx'/>\n  </cpu>`,
    ],
    [
      "optional is decided",
      "<cpu mode='host-model'>\n    <feature policy='optional' name='aes'/>\n    <feature policy='optional' name='avx'/>\n  </cpu>",
      `${HEAD}${VMX}${CX16}${AES}    <feature policy='disable' name='avx'/>\n  </cpu>`,
    ],
    [
      "its own check stays",
      "<cpu mode='host-model' check='none'/>",
      `${HEAD.replace("partial", "none")}${AES}${VMX}${CX16}  </cpu>`,
    ],
    [
      "a passed-through CPU becomes the nearest that can be written",
      "<cpu mode='host-passthrough' check='none' migratable='on'/>",
      `${HEAD.replace("mode='custom' match='exact' check='partial'", "mode='custom' match='exact' check='none'")}${AES}${VMX}${CX16}  </cpu>`,
    ],
    [
      "double quotes and tabs are kept",
      '<cpu mode="host-model">\n\t\t<topology sockets="1" cores="2" threads="1"/>\n\t</cpu>',
      '<cpu mode="custom" match="exact" check="partial">\n\t\t<model fallback="allow">Penryn</model>\n\t\t<vendor>Intel</vendor>\n\t\t<topology sockets="1" cores="2" threads="1"/>\n\t\t<feature policy="require" name="aes"/>\n\t\t<feature policy="require" name="vmx"/>\n\t\t<feature policy="disable" name="cx16"/>\n\t</cpu>',
    ],
    [
      "a model that was ignored is replaced",
      "<cpu mode='host-model' check='partial'>\n    <model fallback='forbid'/>\n  </cpu>",
      `${HEAD.replace("<cpu mode='custom' match='exact' check='partial'>", "<cpu mode='custom' match='exact' check='partial'>")}${AES}${VMX}${CX16}  </cpu>`,
    ],
  ])("%s", (_, cpu, expected) => {
    expect(rewrite(cpu)).toBe(expected);
  });

  it.each([
    ["a custom CPU", "<cpu><model>Haswell</model></cpu>", HOST, "already a custom CPU"],
    ["no CPU", "", HOST, "no <cpu>"],
    [
      "a host that tells nothing",
      "<cpu mode='host-model'/>",
      HOST.replace(/<mode[\s\S]*<\/mode>/, ""),
      "virsh domcapabilities",
    ],
    [
      "a host of a newer libvirt",
      "<cpu mode='host-model'/>",
      HOST.replace("aes", "quantum"),
      "does not support (quantum)",
    ],
  ])("%s is explained", (_, cpu, host, reason) => {
    expect(rewrite(cpu, host)).toContain(reason);
  });
});

describe("expandHostModel on POWER", () => {
  it("says that there is nothing to write out, where libvirt hands the host's CPU to QEMU", async () => {
    const power = await testCatalogue("ppc64le");
    if (power.map === undefined) throw new Error("no map");
    const host = readHost(
      "<domainCapabilities><arch>ppc64le</arch><domain>kvm</domain><cpu><mode name='host-model' supported='yes'><model fallback='allow'>POWER9</model><vendor>IBM</vendor></mode></cpu></domainCapabilities>",
      power.map,
    );
    const text = "<domain type='kvm'><os><type arch='ppc64le'>hvm</type></os><cpu mode='host-model'/></domain>";
    const document = parseXml(text);
    const view = domainView(document);
    if (view === undefined) throw new Error("no view");
    const result = expandHostModel({ document, view, catalogue: power }, { name: "node1", host });
    expect(result).toEqual({ error: "On ppc64le host-model has no features to list. Keep it." });
  });
});
