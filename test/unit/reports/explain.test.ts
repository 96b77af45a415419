import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleTarget } from "../../../scripts/sampleTarget.js";
import { type CpuDefinition, parseCpu } from "../../../shared/src/engine/index.js";
import { assess, type Guest, type Outcome, type Target } from "../../../shared/src/hosts/index.js";
import { fixesOnHost } from "../../../shared/src/planning/targetFixes/index.js";
import { STEP_ORDER } from "../../../shared/src/reports/explain/step.js";
import {
  type ExplainReport,
  explainDocument,
  explainSteps,
  reportMarkdown,
} from "../../../shared/src/reports/index.js";
import { toEnd } from "../../support/steps.js";

const ALL = ["node1", "node2", "node3", "old-xeon", "old-node1", "libvirt90-node1"];

function guestWith(cpu: string | CpuDefinition, more: Partial<Guest> = {}): Guest {
  const parsed = typeof cpu === "string" ? parseCpu(cpu, { type: "guest" }) : cpu;
  return { cpu: parsed, arch: "x86_64", virtType: "kvm", machine: "q35", vcpus: 4, ...more };
}

function explain(guest: Guest, target: Target): ExplainReport {
  return toEnd(explainSteps("web01", assess(guest, target), ({ host }) => fixesOnHost(guest, host, host.map)));
}

function markdown(guest: Guest, names: readonly string[]): string {
  const target = sampleTarget(names);
  const report = explain(guest, target);
  return reportMarkdown(explainDocument(report));
}

/** Where it stops on one host: the first step that fails, else the first that is open, and the words in its row. */
const stops: [string, string, Partial<Guest>, string, string | undefined, string][] = [
  ["<cpu mode='host-model'/>", "node1", {}, "starts", undefined, ""],
  ["<cpu mode='host-model'/>", "old-xeon", {}, "fits", "hypervisor", "the hypervisor is unknown"],
  ["<cpu><model>Skylake-Server-IBRS</model></cpu>", "node2", {}, "fails", "features", "missing features of the model"],
  ["<cpu><model>Nope</model></cpu>", "node1", {}, "fails", "model", "does not support the CPU model Nope"],
  ["<cpu><model>Westmere</model></cpu>", "node1", { vcpus: 9999 }, "fails", "vcpus", "the VM has 9999 vCPUs"],
  ["<cpu><model>Westmere</model></cpu>", "node1", { arch: "aarch64" }, "fails", "architecture", "x86_64"],
  ["<cpu><model>Westmere</model></cpu>", "node1", { virtType: "qemu" }, "unknown", "hypervisor", "for kvm VMs"],
  ["<cpu mode='maximum'/>", "old-node1", {}, "fails", "mode", "does not support mode maximum"],
  ["<cpu mode='host-passthrough' migratable='on'/>", "old-node1", {}, "fails", "migratable", "block migration"],
  [
    "<cpu><model>EPYC-Rome</model><vendor>Intel</vendor><feature name='svm'/></cpu>",
    "node3",
    {},
    "fails",
    "vendor",
    "",
  ],
  ["<cpu><model>Westmere</model><feature name='nope'/></cpu>", "node1", {}, "fails", "feature-names", "nope"],
  ["<cpu><model>Westmere</model><feature policy='forbid' name='aes'/></cpu>", "node1", {}, "fails", "forbidden", "aes"],
  [
    "<cpu><model>Westmere</model><maxphysaddr mode='emulate' bits='60'/></cpu>",
    "node1",
    {},
    "fails",
    "address-bits",
    "60 address bits",
  ],
  ["<cpu mode='host-passthrough' check='full'><feature name='svm'/></cpu>", "node1", {}, "fails", "check", ""],
];

describe("a start, step by step", () => {
  it.each(stops)("%s on %s with %j: %s at %s", (cpu, name, more, outcome, step, words) => {
    const [group] = explain(guestWith(cpu, more), sampleTarget([name])).groups;
    const stop = group?.steps.find(({ state }) => state === (outcome === "fails" ? "fails" : "unknown"));
    expect([group?.outcome, stop?.id]).toEqual([outcome, step]);
    expect(JSON.stringify(stop?.found ?? "")).toContain(words);
  });

  it("steps after the one that fails are not said to pass", () => {
    const guest = guestWith("<cpu><model>EPYC-Rome</model><vendor>Intel</vendor><feature name='svm'/></cpu>");
    const steps = explain(guest, sampleTarget(["node3"])).groups[0]?.steps.map(({ id, state }) => `${id} ${state}`);
    expect(steps?.slice(-2)).toEqual(["vendor fails", "features not-reached"]);
  });

  it.each([
    [
      "<cpu check='none'><model>Haswell</model><feature name='svm'/></cpu>",
      "1 feature fewer than the definition asks for: ",
    ],
    ["<cpu><model>Haswell</model></cpu>", "all features that the definition asks for"],
  ])("%s: the last step says what the VM gets", (cpu, words) => {
    const last = explain(guestWith(cpu), sampleTarget(["node1"])).groups[0]?.steps.at(-1);
    expect([last?.id, last?.state]).toEqual(["live", "passes"]);
    expect(JSON.stringify(last?.found)).toContain(words);
  });

  it("of an unknown model, what the host gives is not reached", () => {
    const guest = guestWith("<cpu><model>Nope</model></cpu>");
    const steps = explain(guest, sampleTarget(["node1"])).groups[0]?.steps;
    expect(steps?.at(-1)).toMatchObject({ id: "features", state: "not-reached" });
  });

  it("hosts on which the same happens are told once", () => {
    const { hosts } = sampleTarget(["node1"]);
    const many = Array.from({ length: 40 }, (_, index) => ({ ...hosts[0], name: `node${index + 1}` }));
    const target = { name: "prod", isPool: true, hosts: many, unknown: [] } as unknown as Target;
    const { groups } = explain(guestWith("<cpu mode='host-model'/>"), target);
    expect(groups.map((group) => group.hosts.length)).toEqual([40]);
  });
});

const features = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("aes", "svm", "avx512f", "invtsc", "nope", "spec-ctrl"),
    policy: fc.constantFrom("require", "optional", "disable", "forbid", "force"),
  }),
  { selector: ({ name }) => name, maxLength: 3 },
);
const check = fc.constantFrom("", "check='none'", "check='partial'", "check='full'");
const match = fc.constantFrom("exact", "minimum", "strict");
const model = fc.constantFrom("Westmere", "EPYC-Rome", "Skylake-Server-IBRS", "Haswell-noTSX", "Nope");
const vendor = fc.constantFrom("", "<vendor>Intel</vendor>", "<vendor>AMD</vendor>");
const head = fc.oneof(
  fc
    .tuple(match, model, vendor)
    .map(([match, model, vendor]) => [`match='${match}'`, `<model>${model}</model>${vendor}`] as const),
  fc.constantFrom("host-model", "host-passthrough", "maximum").map((mode) => [`mode='${mode}'`, ""] as const),
);
const cpus = fc.tuple(head, check, features).map(([[attributes, elements], check, features]) => {
  const lines = features.map(({ name, policy }) => `<feature policy='${policy}' name='${name}'/>`);
  return parseCpu(`<cpu ${attributes} ${check}>${elements}${lines.join("")}</cpu>`, { type: "guest" });
});

const guests = fc.record({
  cpu: cpus,
  arch: fc.constantFrom("x86_64", "i686", "aarch64"),
  virtType: fc.constantFrom("kvm", "qemu"),
  machine: fc.constantFrom("q35", "pc"),
  vcpus: fc.constantFrom(1, 500, 5000),
});

describe("laws of the steps", () => {
  it("say of each host what was judged, stop where libvirt does, and keep its order", () => {
    const target = sampleTarget(ALL);
    fc.assert(
      fc.property(guests, (guest) => {
        const assessment = assess(guest, target);
        const report = explain(guest, target);
        const told = new Map(report.groups.flatMap((group) => group.hosts.map((name) => [name, group] as const)));
        for (const { host, outcome, problems } of assessment.verdicts) {
          const group = told.get(host.name);
          expect(group?.outcome).toBe(outcome);
          expect(verdictOf(group?.steps.map(({ state }) => state) ?? [])).toBe(
            outcome === "fits" ? "unknown" : outcome,
          );
          const order = group?.steps.map(({ id }) => STEP_ORDER.indexOf(id)) ?? [];
          expect(order).toEqual([...order].sort((a, b) => a - b));
          const first = problems.find(({ verdict }) => verdict === "fails");
          expect(group?.steps.find(({ state }) => state === "fails")?.problem?.code).toBe(first?.code);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function verdictOf(states: readonly string[]): Outcome {
  if (states.includes("fails")) return "fails";
  return states.every((state) => state === "passes") ? "starts" : "unknown";
}

describe("what would fix a start", () => {
  it.each<[string, string, Partial<Guest>, string[]]>([
    [
      "<cpu><model>Haswell</model></cpu>",
      "node2",
      {},
      ["disable `hle` and `rtm`", "use the model `Haswell-noTSX`", "use `mode='host-model'`"],
    ],
    [
      "<cpu><model>EPYC-Rome</model><feature name='pcid'/></cpu>",
      "node3",
      {},
      ["remove `pcid`", "use `mode='host-model'`"],
    ],
    [
      "<cpu><model>Westmere</model><feature policy='forbid' name='aes'/></cpu>",
      "node1",
      {},
      ["disable `aes`", "use `mode='host-model'`"],
    ],
    ["<cpu><model>Westmere</model></cpu>", "node1", { vcpus: 9999 }, ["use at most 1024 vCPUs"]],
    ["<cpu><model>Nope</model></cpu>", "node1", {}, ["use `mode='host-model'`"]],
    ["<cpu mode='host-passthrough' migratable='on'/>", "old-node1", {}, ["remove `migratable`"]],
    ["<cpu mode='host-model'><maxphysaddr mode='emulate' bits='52'/></cpu>", "node1", {}, ["set `bits='46'`"]],
    ["<cpu><model>Westmere</model></cpu>", "node1", { arch: "s390x" }, []],
  ])("%s on %s with %j: %j", (cpu, name, more, expected) => {
    const [host] = sampleTarget([name]).hosts;
    const fixes = host === undefined ? [] : toEnd(fixesOnHost(guestWith(cpu, more), host, host.map));
    const lines = fixes.map((fix) => reportMarkdown({ title: "", summary: fix, blocks: [] }).split("\n")[2]);
    for (const line of expected) expect(lines).toContain(line);
    if (expected.length === 0) expect(lines).toEqual([]);
  });
});

describe("a start as Markdown", () => {
  it("begins with the answer, then says where it stops, in libvirt's words, and what would fix it", () => {
    const text = markdown(guestWith("<cpu><model>Haswell</model></cpu>"), ["node1", "node2"]);
    expect(text).toContain("# Start of web01 on prod\n\nStarts on 1 of 2 hosts of prod · node2: missing hle and rtm.");
    expect(text).toContain("| node2 | ✗ no | missing hle and rtm |");
    expect(text).toContain("libvirt's message: **Host CPU does not provide required features: hle, rtm**");
    expect(text).toContain("- disable `hle` and `rtm`\n- use the model `Haswell-noTSX`");
    expect(text).toContain("- use `mode='host-model'`");
    expect(text).toContain("The command **Fix CPU to Run on All Target Hosts…**");
    expect(text).toContain("| **Model and features** | ✗ fails |");
  });

  it.each([
    ["<cpu mode='host-model'/>", "`host-model` becomes `Skylake-Server-IBRS` with 20 listed features."],
    ["<cpu mode='host-passthrough'/>", "The VM gets all features of the host's CPU that the hypervisor supports."],
    ["<cpu mode='custom'><topology sockets='1' cores='1' threads='1'/></cpu>", "has no model, so the VM gets `qemu64`"],
    [
      "<cpu><model>Westmere</model><feature policy='optional' name='avx512f'/><feature policy='optional' name='svm'/></cpu>",
      "It gets these optional features: `avx512f`.",
    ],
    ["<cpu check='none'><model>EPYC</model></cpu>", "Nothing is checked, and `sha-ni`, `svm`,"],
  ])("%s: %s", (cpu, words) => expect(markdown(guestWith(cpu), ["node1"])).toContain(words));

  it("names the hosts of which nothing is known", () => {
    const guest = guestWith("<cpu mode='host-model'/>");
    const unknown = [{ name: "<b>x</b>|", reason: "No document describes it." }];
    const report = explain(guest, { ...sampleTarget(["node1", "node2"]), unknown });
    expect(reportMarkdown(explainDocument(report))).toContain("- **\\<b\\>x\\</b\\>\\|**: No document describes it.");
  });
});
