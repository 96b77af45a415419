import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { findingsIn, fixed, fixesOf } from "./check.js";

const hyperv = (inside: string, rest = "") =>
  `<domain type='kvm'><features><hyperv>${inside}</hyperv></features><cpu mode='host-model'/>${rest}</domain>`;
const CLOCK = "<clock offset='utc'><timer name='hypervclock' present='yes'/></clock>";

const errorsIn = (text: string) => findingsIn(text).filter(({ severity }) => severity === "error");

describe("prerequisites of Hyper-V features", () => {
  it.each([
    ["<synic state='on'/>", "", "vpindex"],
    ["<tlbflush state='on'/>", "", "vpindex"],
    ["<ipi state='on'/><vpindex state='off'/>", "", "vpindex"],
    ["<vpindex state='on'/><ipi state='on'/><vpindex state='off'/>", "", "vpindex"],
    ["<evmcs state='on'/>", "", "vapic"],
    ["<vpindex state='on'/><synic state='on'/><stimer state='on'/>", "", "the timer hypervclock"],
    [
      "<vpindex state='on'/><synic state='on'/><stimer state='on'/>",
      "<clock offset='utc'><timer name='hypervclock'/></clock>",
      "the timer hypervclock",
    ],
    ["<vpindex state='on'/><stimer state='on'/>", CLOCK, "synic"],
    ["<vpindex state='on'/><stimer state='on'/>", "", "synic and the timer hypervclock"],
    ["<vpindex state='on'/><tlbflush state='on'><direct state='on'/></tlbflush>", "", "vapic"],
  ])("%s %s: %s", (inside, rest, missing) => {
    const found = findingsIn(hyperv(inside, rest)).filter(({ rule }) => rule === "hyperv-requires");
    expect(found.map(({ data }) => data.missing)).toEqual([missing]);
  });

  it("every prerequisite of a prerequisite is turned on by one fix", () => {
    const text = hyperv("<stimer state='on'/>");
    const fix = fixesOf(text, "hyperv-requires")[0];
    expect(fix?.title).toBe("Turn on vpindex, synic, hypervclock");
    expect(errorsIn(applyEdits(text, fix?.edits ?? []))).toEqual([]);
  });

  it("what is there is changed, not listed again", () => {
    const rest = "<clock offset='utc'><timer name='hypervclock' present='no'/></clock>";
    const before = hyperv("<vpindex state='on'/><synic state='off'/><stimer state='on'/>", rest);
    const after = hyperv("<vpindex state='on'/><synic state='on'/><stimer state='on'/>", CLOCK);
    expect(fixed(before, "hyperv-requires")).toBe(after);
  });

  it("the virtual APIC for direct flushes is turned on", () => {
    const text = hyperv("<vpindex state='on'/><tlbflush state='on'><direct state='on'/></tlbflush>");
    expect(errorsIn(fixed(text, "hyperv-requires"))).toEqual([]);
  });

  const at = async (release: string, text: string) => {
    const catalogue = await testCatalogue("x86_64", release);
    const found = checkDocument({ document: parseXml(text), catalogue });
    return found
      .filter(({ severity }) => severity === "error")
      .map(({ rule, stage, severity }) => `${rule} ${stage} ${severity}`);
  };

  it.each([
    ["9.0.0", "kvm", "synic", ["hyperv-requires start error"]],
    ["11.3.0", "kvm", "synic", ["hyperv-requires start error"]],
    ["12.8.0", "kvm", "synic", ["hyperv-requires start error"]],
    ["12.8.0", "qemu", "synic", []],
    ["11.3.0", "kvm", "ipi", ["hyperv-requires start error"]],
    ["12.8.0", "kvm", "ipi", ["hyperv-requires define error"]],
    ["11.3.0", "qemu", "ipi", []],
    ["12.8.0", "qemu", "ipi", ["hyperv-requires define error"]],
  ])("libvirt %s, domain type %s, %s: %j", async (release, type, name, expected) => {
    expect(await at(release, hyperv(`<${name} state='on'/>`).replace("'kvm'", `'${type}'`))).toEqual(expected);
  });
});

describe("names and values of Hyper-V features", () => {
  it.each([
    ["hyperv-feature-unknown", "<hv-relaxed state='on'/>", "<relaxed state='on'/>"],
    ["hyperv-feature-unknown", "<xmm-input state='on'></xmm-input>", "<xmm_input state='on'></xmm_input>"],
    ["hyperv-feature-unknown", "<relaxed state='on'/><hv_relaxed state='on'/>", "<relaxed state='on'/>"],
    [
      "hyperv-feature-unknown",
      "<vpindex state='on'/><tlbflush state='on'><extend state='on'/></tlbflush>",
      "<vpindex state='on'/><tlbflush state='on'><extended state='on'/></tlbflush>",
    ],
    ["hyperv-spinlocks", "<spinlocks state='on' retries='1'/>", "<spinlocks state='on' retries='4095'/>"],
    [
      "hyperv-vendor-id",
      "<vendor_id state='on' value='1234567890,123'/>",
      "<vendor_id state='on' value='123456789012'/>",
    ],
    ["hyperv-vendor-id", "<vendor_id state='on'/>", "<vendor_id state='on' value='randomid'/>"],
    ["attribute-value", "<relaxed state='yes'/>", "<relaxed state='on'/>"],
    ["attribute-missing", "<relaxed/>", "<relaxed state='on'/>"],
    ["attribute-value", "<spinlocks state='on' retries='x'/>", "<spinlocks state='on' retries='4095'/>"],
  ])("%s: %s", (rule, before, after) => {
    expect(fixed(hyperv(before), rule)).toBe(hyperv(after));
  });

  it("the number of spinlock retries may be left out since 11.9", async () => {
    const text = hyperv("<spinlocks state='on'/>");
    const catalogue = await testCatalogue("x86_64", "11.3.0");
    const older = checkDocument({ document: parseXml(text), catalogue }).map(({ rule }) => rule);
    expect(older).toContain("attribute-missing");
    expect(errorsIn(text)).toEqual([]);
  });

  it("features under the mode passthrough can be removed or made to count", () => {
    const text =
      "<domain type='kvm'><features><hyperv mode='passthrough'><relaxed state='on'/></hyperv></features><cpu mode='host-model'/></domain>";
    expect(fixed(text, "hyperv-ignored", "Remove the features")).toContain("<hyperv mode='passthrough'></hyperv>");
    expect(fixed(text, "hyperv-ignored", "Use these features (mode custom)")).toBe(hyperv("<relaxed state='on'/>"));
  });
});
