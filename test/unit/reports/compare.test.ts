import { describe, expect, it } from "vitest";
import { sampleHost, sampleTarget } from "../../../scripts/sampleTarget.js";
import { compareCpu, parseCpu } from "../../../shared/src/engine/index.js";
import { assess, type Guest, judge, type PoolHost } from "../../../shared/src/hosts/index.js";
import { fixesOnHost } from "../../../shared/src/planning/targetFixes/index.js";
import {
  type CompareReport,
  type CompareSubject,
  compareDocument,
  compareSteps,
  explainDocument,
  explainSteps,
  type HostFixes,
  reportMarkdown,
} from "../../../shared/src/reports/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { fleetTarget } from "../../support/fleetTarget.js";
import { toEnd } from "../../support/steps.js";

/** Reading a fleet takes a second, and many of them on a busy machine; in milliseconds. */
const FLEET_LIMIT = 60_000;

const ALL = ["node1", "node2", "node3", "old-xeon"];

function vm(cpu: string, more: Partial<Guest> = {}): Extract<CompareSubject, { kind: "guest" }> {
  const guest = {
    cpu: parseCpu(cpu, { type: "guest" }),
    arch: "x86_64",
    virtType: "kvm",
    machine: "q35",
    vcpus: 4,
    ...more,
  };
  return { kind: "guest", name: "web01", guest, isDomain: true };
}

function compare(subject: CompareSubject, hosts: readonly PoolHost[]): CompareReport {
  return toEnd(compareSteps(subject, "lab", { hosts, unknown: [] }));
}

function markdown(subject: CompareSubject, hosts: readonly PoolHost[]): string {
  return reportMarkdown(compareDocument(compare(subject, hosts)));
}

function results({ groups }: CompareReport): Record<string, string> {
  return Object.fromEntries(groups.flatMap(({ hosts, result }) => hosts.map((name) => [name, result])));
}

describe("a VM compared with hosts", () => {
  it.each([
    [vm("<cpu><model>Westmere</model></cpu>"), ["superset", "superset", "superset", "superset"]],
    [
      vm("<cpu><model>Westmere</model><vendor>Intel</vendor></cpu>"),
      ["superset", "superset", "incompatible", "superset"],
    ],
    [vm("<cpu><model>Skylake-Server-IBRS</model></cpu>"), ["superset", "incompatible", "incompatible", "incompatible"]],
    [vm("<cpu mode='host-model'/>"), ["takes-host", "takes-host", "takes-host", "takes-host"]],
    [
      vm("<cpu mode='host-model'><feature name='avx512f'/></cpu>"),
      ["takes-host", "incompatible", "incompatible", "incompatible"],
    ],
    [vm("<cpu mode='host-passthrough'/>"), ["takes-host", "takes-host", "takes-host", "takes-host"]],
    [vm("<cpu><model>Nope</model></cpu>"), ["unknown", "unknown", "unknown", "unknown"]],
    [vm("<cpu><model>cortex-a57</model></cpu>", { arch: "aarch64" }), ["unknown", "unknown", "unknown", "unknown"]],
  ])("%j", (subject, expected) => {
    expect(ALL.map((name) => results(compare(subject, sampleTarget(ALL).hosts))[name])).toEqual(expected);
  });

  it("answers what the engine answers for the processor, and what was judged", () => {
    const subject = vm("<cpu><model>Broadwell</model><feature name='pku'/></cpu>");
    for (const host of sampleTarget(ALL).hosts) {
      const [group] = compare(subject, [host]).groups;
      const found = group?.found;
      if (found?.kind !== "definition" || host.host.cpu === undefined) throw new Error("no definition");
      const cpu = { ...subject.guest.cpu, check: "partial" } as const;
      expect(found.relation).toMatchObject({ ...compareCpu(host.host.cpu, cpu, host.map), side: "processor" });
      expect(found.judgement).toEqual(judge(subject.guest, host));
    }
  });

  it("says what decides, in libvirt's words", () => {
    const text = markdown(vm("<cpu><model>Haswell</model></cpu>"), sampleTarget(["node2"]).hosts);
    expect(text).toContain("# web01 compared with lab\n\nOf 1 host: 1 is incompatible with web01.");
    expect(text).toContain("`virsh cpu-compare` prints: **CPU described in web01 is incompatible with host CPU**");
    expect(text).toContain("libvirt's message: **Host CPU does not provide required features: hle, rtm**");
    expect(text).toContain("As a VM: it does not start: missing hle and rtm.");
  });

  it("says why a VM starts where its CPU is incompatible", () => {
    const text = markdown(
      vm("<cpu><model>Westmere</model><vendor>Intel</vendor></cpu>"),
      sampleTarget(["node3"]).hosts,
    );
    expect(text).toContain("libvirt's message: **host CPU vendor does not match required CPU vendor Intel**");
    expect(text).toContain("it starts on node3. To start a VM, libvirt uses the CPU that the hypervisor reports");
  });

  it("says that only what guests get is known", () => {
    const { cpu: _cpu, ...host } = sampleHost("node1").host;
    const text = markdown(vm("<cpu><model>Westmere</model></cpu>"), [{ ...sampleHost("node1"), host }]);
    expect(text).toContain("The processor is unknown. This compares the CPU that the hypervisor offers to VMs.");
  });

  it("has a model that the hypervisor can run as virsh hypervisor-cpu-compare has it", () => {
    const { cpu: _cpu, ...host } = sampleHost("node1").host;
    const hosts = [{ ...sampleHost("node1"), host }];
    // QEMU's own model is what its list says: vendor and match are not looked at.
    const usable = vm("<cpu match='strict'><model>Westmere</model><vendor>AMD</vendor></cpu>");
    expect(results(compare(usable, hosts))).toEqual({ node1: "superset" });
    expect(markdown(usable, hosts)).toContain(
      "`virsh hypervisor-cpu-compare` prints: **The CPU provided by hypervisor on the host is a superset of CPU described in web01**",
    );
    const named = vm("<cpu><model>Westmere</model><vendor>AMD</vendor><feature name='aes'/></cpu>");
    expect(results(compare(named, hosts))).toEqual({ node1: "incompatible" });
  });

  it("says that nothing is known", () => {
    const { cpu: _cpu, hostModel: _model, ...host } = sampleHost("node1").host;
    const text = markdown(vm("<cpu><model>Westmere</model></cpu>"), [{ ...sampleHost("node1"), host }]);
    expect(text).toContain("Cannot compare: its CPU is unknown; add its capabilities.");
  });
});

describe("a host compared with hosts", () => {
  it.each(ALL)("%s is identical with itself", (name) => {
    const host = sampleHost(name);
    expect(results(compare({ kind: "host", host }, [host]))).toEqual({ [name]: "identical" });
  });

  it("what is superset one way is lacking the other way", () => {
    for (const one of ALL) {
      for (const other of ALL.filter((name) => name !== one)) {
        const there = compare({ kind: "host", host: sampleHost(one) }, [sampleHost(other)]).groups[0]?.found;
        const back = compare({ kind: "host", host: sampleHost(other) }, [sampleHost(one)]).groups[0]?.found;
        if (there?.kind !== "host" || back?.kind !== "host") throw new Error("no hosts");
        const turned = back.relation.differences.map(({ side, more, less }) => ({ side, more: less, less: more }));
        expect(there.relation.differences).toEqual(turned);
      }
    }
  });

  it("processors of one vendor are compared as the engine compares them", () => {
    for (const one of ["node1", "node2", "old-xeon"]) {
      for (const other of ["node1", "node2", "old-xeon"].filter((name) => name !== one)) {
        const [subject, host] = [sampleHost(one), sampleHost(other)];
        const found = compare({ kind: "host", host: subject }, [host]).groups[0]?.found;
        if (found?.kind !== "host" || subject.host.cpu === undefined || host.host.cpu === undefined) throw new Error();
        const { more = [], less = [] } = found.relation.differences.find(({ side }) => side === "processor") ?? {};
        const { result, features } = compareCpu(host.host.cpu, subject.host.cpu, host.map);
        expect(result === "incompatible" ? less : more).toEqual(features);
      }
    }
  });

  it("says both directions", () => {
    const text = markdown({ kind: "host", host: sampleHost("node2") }, [sampleHost("node1"), sampleHost("node3")]);
    expect(text).toContain("Of 2 hosts: 1 is missing features of node2, 1 has all features of node2 and more.");
    expect(text).toContain("- **Processor**: node1 has all features of node2, and also `hle`,");
    expect(text).not.toContain("node1 is missing");
    expect(text).toContain("- Different vendor: AMD, but node2 is Intel.");
    expect(text).toMatch(
      /node3 is missing `dtes64`.+, which node2 has\.\n- \*\*Processor\*\*: node2 is missing `rdseed`.+, which node3 has\./,
    );
  });

  it("of another architecture cannot be compared", () => {
    const host = sampleHost("node1");
    const arm = { ...host, name: "pi", host: { ...host.host, arch: "aarch64" } };
    expect(markdown({ kind: "host", host }, [arm])).toContain("Cannot compare: it is aarch64, but node1 is x86_64.");
    expect(markdown({ kind: "host", host: arm }, [{ ...arm, name: "pi2" }])).toContain(
      "features of aarch64 processors are not compared, only those of x86",
    );
  });

  it("of which nothing is known cannot be compared", () => {
    const { cpu: _cpu, hostModel: _model, ...host } = sampleHost("node1").host;
    const text = markdown({ kind: "host", host: sampleHost("node2") }, [{ ...sampleHost("node1"), host }]);
    expect(text).toContain("Cannot compare: the CPU of node1 is unknown.");
  });
});

describe("a fleet of a thousand hosts", () => {
  it(
    "gives documents that can be read",
    async () => {
      const { map } = await testCatalogue();
      if (map === undefined) throw new Error("there is no map");
      const target = fleetTarget(1000, map);
      const subject = vm("<cpu><model>Skylake-Server-IBRS</model><feature name='invtsc'/><feature name='ssbd'/></cpu>");
      const { guest } = subject;
      const [host] = target.hosts;
      if (host === undefined) throw new Error("there is no host");
      const fixes: HostFixes = ({ host }) => fixesOnHost(guest, host, map);
      const explained = toEnd(explainSteps("web01", assess(guest, target), fixes));
      const texts = [
        markdown(subject, target.hosts),
        markdown({ kind: "host", host }, target.hosts),
        reportMarkdown(explainDocument(explained)),
      ];
      for (const text of texts) {
        expect(text.length).toBeLessThan(100_000);
        expect(text.indexOf("| Hosts |")).toBeLessThan(1000);
      }
      const told = explained.groups.flatMap(({ hosts }) => hosts);
      expect(new Set(told).size).toBe(1000);
    },
    FLEET_LIMIT,
  );
});

describe("names of others", () => {
  it("cannot format, link or run anything", () => {
    const name = "<script>x</script>[y](command:z)|`\n# h";
    const subject = { ...vm("<cpu><model>Westmere</model></cpu>"), name };
    const hosts = [
      { ...sampleHost("node1"), name },
      { ...sampleHost("old-xeon"), name: `${name}2` },
    ];
    const text = markdown(subject, hosts) + markdown({ kind: "host", host: hosts[0] ?? sampleHost("node1") }, hosts);
    const outsideCode = text.replaceAll(/(?<!\\)`[^`\n]*`/g, "");
    expect(outsideCode).not.toMatch(/(?<!\\)[<[]|`\n|^# h|\w:z/m);
  });
});
