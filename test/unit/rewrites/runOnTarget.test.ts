import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleAssess, sampleHost, sampleTarget } from "../../../scripts/sampleTarget.js";
import { type DomainView, domainView } from "../../../shared/src/domain/index.js";
import { readCpu } from "../../../shared/src/engine/index.js";
import { type Assessment, assess, certainProblems, type Guest, guestOf } from "../../../shared/src/hosts/index.js";
import { runOnTarget } from "../../../shared/src/rewrites/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { featuresIn, modelIn } from "../engine/arbitraries.js";

const catalogue = await testCatalogue("x86_64");
const { map } = sampleHost("node1");

function guestIn(text: string): { view: DomainView; guest: Guest } {
  const view = domainView(parseXml(text));
  if (view?.cpu === undefined) throw new Error("no CPU");
  const guest = guestOf(
    view,
    readCpu(view.cpu.element, { type: "guest" }, () => {}),
    "x86_64",
  );
  if (guest === undefined) throw new Error("no guest");
  return { view, guest };
}

function rewritten(text: string, hosts: readonly string[]): { after: string; summary: string } | { error: string } {
  const { view, guest } = guestIn(text);
  const answer = runOnTarget({ document: parseXml(text), view, catalogue }, sampleAssess(hosts)(guest));
  return "error" in answer ? answer : { after: applyEdits(text, answer.edits), summary: answer.summary };
}

const vm = (cpu: string) => `<domain type='kvm'>\n  <!-- ours -->\n  <vcpu>2</vcpu>\n  ${cpu}\n</domain>\n`;

describe("the smallest change after which it runs on the whole target", () => {
  it.each([
    [
      "two features of the model that one host lacks",
      ["node1", "node2"],
      "<cpu><model>Haswell</model></cpu>",
      "<cpu><model>Haswell-noTSX</model></cpu>",
      "Haswell becomes Haswell-noTSX, which all of prod run",
    ],
    [
      "one feature too many",
      ["node1", "node2"],
      "<cpu><model>Nehalem</model>\n    <feature policy='require' name='aes'/>\n    <feature policy='require' name='avx512f'/>\n  </cpu>",
      "<cpu><model>Nehalem</model>\n    <feature policy='require' name='aes'/>\n  </cpu>",
      "1 feature changed",
    ],
    [
      "a forbidden feature",
      ["node1", "node2"],
      "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='forbid' name='pdpe1gb'/></cpu>",
      "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='disable' name='pdpe1gb'/></cpu>",
      "1 feature changed",
    ],
    [
      "hosts of two vendors: libvirt compares features, not models' vendors",
      ["node1", "node3"],
      "<cpu><model>Westmere</model><feature policy='require' name='svm'/></cpu>",
      "<cpu><model>Westmere</model></cpu>",
      "1 feature changed",
    ],
  ])("%s", (_, hosts, before, after, words) => {
    const answer = rewritten(vm(before), hosts);
    expect(answer).toEqual({ after: vm(after), summary: expect.stringContaining(words) });
  });

  it.each([["starts already", ["node1", "node2"], "<cpu><model>Nehalem</model></cpu>", "starts on every known host"]])(
    "%s",
    (_, hosts, cpu, words) => {
      expect(rewritten(vm(cpu), hosts)).toEqual({ error: expect.stringContaining(words) });
    },
  );

  it("says what stands in the way where no CPU helps", () => {
    const text = vm("<cpu><model>Nehalem</model></cpu>").replace("<vcpu>2<", "<vcpu>5000<");
    expect(rewritten(text, ["node1", "node2"])).toEqual({ error: expect.stringContaining("take fewer vCPUs") });
  });

  it("says so where nothing is known of the hosts", () => {
    const { view, guest } = guestIn(vm("<cpu><model>Haswell</model></cpu>"));
    const target = { ...sampleTarget(["node1", "node2"]), hosts: [], unknown: [{ name: "a", reason: "Gone." }] };
    const nothing: Assessment = assess(guest, target);
    expect(runOnTarget({ document: parseXml(""), view, catalogue }, nothing)).toEqual({
      error: "Nothing is known of the hosts of prod.",
    });
  });
});

describe("law", () => {
  it("afterwards no known host refuses it, and all but the <cpu> stays byte for byte", () => {
    let done = 0;
    const definitions = fc.tuple(modelIn(map), featuresIn(map), fc.constantFrom("none", "partial", "full"));
    const targets = fc.constantFrom(["node1", "node2"], ["node1", "node3"], ["node1", "node2", "node3", "old-xeon"]);
    fc.assert(
      fc.property(definitions, targets, ([model, features, check], hosts) => {
        const lines = features.map(({ name, policy }) => `    <feature policy='${policy}' name='${name}'/>\n`);
        const text = vm(`<cpu check='${check}'>\n    <model>${model.name}</model>\n${lines.join("")}  </cpu>`);
        const answer = rewritten(text, hosts);
        if ("error" in answer) return;
        done++;
        expect(certainProblems(sampleAssess(hosts)(guestIn(answer.after).guest))).toEqual([]);
        const around = (all: string) => [all.slice(0, all.indexOf("<cpu")), all.slice(all.indexOf("</cpu>"))];
        expect(around(answer.after)).toEqual(around(text));
      }),
      { numRuns: 150 },
    );
    expect(done).toBeGreaterThan(50);
  });
});
