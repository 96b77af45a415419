import { describe, expect, it } from "vitest";
import {
  checkStart,
  expandOnHost,
  type Host,
  joinHosts,
  parseCpu,
  readHost,
  type StartCheck,
} from "../../shared/src/engine/index.js";
import {
  assess,
  certainProblems,
  type Guest,
  judge,
  type PoolHost,
  type Target,
} from "../../shared/src/hosts/index.js";
import { comparable, loadMap, readVectorFile, readVectors } from "./vectors.js";

const map = loadMap();
const guest = (xml: string) => parseCpu(xml, { type: "guest" });
const capabilities = readHost(readVectorFile("start/capabilities.xml"), map);
const hosts: readonly { readonly kind: string; readonly host: Host }[] = ["kvm", "qemu"].map((kind) => ({
  kind,
  host: joinHosts([readHost(readVectorFile(`start/domcapabilities-${kind}.xml`), map), capabilities]),
}));

describe.each(hosts)("host-model expanded on $kind", ({ kind, host }) => {
  const rows = readVectors<{ cpu: string; expanded: string }>(`start/host-model-${kind}.jsonl`);
  it.each(rows)("$#", ({ cpu, expanded }) => {
    expect(comparable(expandOnHost(guest(cpu), host, map))).toEqual(comparable(guest(expanded)));
  });
});

const PREFIX =
  /^error: Failed to start domain 's'\nerror: (the CPU is incompatible with host CPU|operation failed|unsupported configuration|internal error): /;

interface StartRow {
  readonly cpu: string;
  readonly start: string | null;
}

/** QEMU died of a device before any CPU was looked at. */
const countable = ({ start }: StartRow) => start === null || !start.includes("MSI-X is not supported");

/** libvirt's lists of features, which are in an order of QEMU's own, as sets. */
function asSets(message: string) {
  const lists = [...message.matchAll(/((?:extra|missing|required|Extra) features): (.*?)(?=, missing features|$)/g)];
  return {
    text: message.replace(/: .*$/, ""),
    lists: lists.map(([, title, names = ""]) => ({ title, names: [...new Set(names.split(/, ?/))].sort() })),
  };
}

function firstMessage({ problems }: StartCheck): string {
  return problems.find(({ verdict }) => verdict === "fails")?.message ?? "";
}

/** What is said of a host of a target must be what is said of the host alone, and so what libvirt did. */
describe.each(hosts)("judged as a host of a target: $kind", ({ kind, host }) => {
  const poolHost: PoolHost = { name: kind, host, release: map.release, map };
  const target: Target = { name: kind, isPool: false, hosts: [poolHost], unknown: [] };
  const rows = readVectors<StartRow>(`start/${kind}.jsonl`).map((row, line) => ({ ...row, line: line + 1 }));
  it.each(rows.filter(countable))("line $line", ({ cpu, start }) => {
    const vm: Guest = { cpu: guest(cpu), arch: host.arch, virtType: kind };
    const [verdict] = assess(vm, target).verdicts;
    expect(verdict?.outcome).toBe(start === null ? "starts" : "fails");
    expect(verdict?.problems).toEqual(checkStart(vm.cpu, host, map).problems);
    expect(judge(vm, poolHost)).toEqual({ outcome: verdict?.outcome, problems: verdict?.problems });
    expect(certainProblems(assess(vm, target)).length > 0).toBe(start !== null);
  });
});

describe.each(hosts)("start on $kind", ({ kind, host }) => {
  const rows = readVectors<StartRow>(`start/${kind}.jsonl`).map((row, line) => ({ ...row, line: line + 1 }));
  it.each(rows.filter(countable))("line $line", ({ cpu, start }) => {
    const check = checkStart(guest(cpu), host, map);
    expect(check.starts).toBe(start === null);
    if (start === null) return;
    expect(start).toMatch(PREFIX);
    const expected = start.replace(PREFIX, "").trimEnd();
    const got = firstMessage(check);
    if (expected.startsWith("guest CPU doesn't match specification")) {
      // Which features QEMU's own model has beyond libvirt's no document tells.
      expect(got).toMatch(/^guest CPU doesn't match specification: /);
      const recorded = new Set(
        expected.replace(/^.*?: /, "").split(/, missing features: |extra features: |missing features: |,/),
      );
      expect(check.problems[0]?.features?.filter((name) => !recorded.has(name))).toEqual([]);
      return;
    }
    expect(asSets(got)).toEqual(asSets(expected));
  });
});

/** Asked of libvirt 12.8.0 with QEMU 11.1.3: the emulation has the lower half of the register, and not its upper one. */
describe("emulated, bits of IA32_ARCH_CAPABILITIES", () => {
  it.each([
    ["rdctl-no", "arch-capabilities"],
    ["its-no", "arch-capabilities,its-no"],
  ])("%s with check='full': %s are missing", (name, missing) => {
    const features = ["hypervisor", "lahf_lm", "arch-capabilities", name].map((each) => `<feature name='${each}'/>`);
    const host = hosts.find(({ kind }) => kind === "qemu")?.host;
    const cpu = guest(`<cpu check='full'><model>qemu64</model>${features.join("")}</cpu>`);
    expect(host && firstMessage(checkStart(cpu, host, map))).toBe(
      `guest CPU doesn't match specification: missing features: ${missing}`,
    );
  });
});
