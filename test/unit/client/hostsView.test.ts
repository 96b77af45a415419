import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filesByHost } from "../../../client/src/hosts/edit/addFile.js";
import { freeName, keyFor, safeName } from "../../../client/src/hosts/edit/askName.js";
import { differingRange } from "../../../client/src/hosts/edit/changeConfig.js";
import { readArgument, readOptions } from "../../../client/src/hosts/edit/givenHost.js";
import { offeredGuests } from "../../../client/src/hosts/live/offeredGuests.js";
import { withFailures } from "../../../client/src/hosts/registerHosts.js";
import { folderNodes, poolNodes, rootNodes } from "../../../client/src/hosts/view/hostsView.js";
import {
  ageText,
  factIcon,
  hostDescription,
  hostFacts,
  poolDescription,
} from "../../../client/src/hosts/view/texts.js";
import { fileNameOf } from "../../../shared/src/common/fileNames.js";
import type { FolderHosts, HostInfo } from "../../../shared/src/messages.js";

const t = (message: string, ...args: (string | number)[]) =>
  message.replaceAll(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));

const node1: HostInfo = {
  name: "node1",
  state: "known",
  sources: [
    { kind: "domainCapabilities", uri: "file:///w/hosts/node%201.domcaps.xml", time: 0 },
    { kind: "live", uri: "qemu:///system", time: 0 },
  ],
  model: "EPYC-Rome",
  vendor: "AMD",
  arch: "x86_64",
  libvirt: "9.0.0",
  qemu: "7.2.22",
  maxVcpus: 288,
  knowsHypervisor: true,
  knowsProcessor: true,
};
const gone: HostInfo = {
  name: "gone",
  state: "unknown",
  problem: "hosts/gone.xml: the file does not exist.",
  sources: [],
  knowsHypervisor: false,
  knowsProcessor: false,
};
const folder: FolderHosts = {
  folder: "file:///w",
  hasConfig: true,
  target: "prod",
  libvirt: { release: "9.0.0", because: { host: "node1" } },
  hosts: [node1, gone],
  pools: [{ name: "prod", hosts: ["node1", "nowhere"] }],
};

describe("what is shown of a host", () => {
  it.each([
    [node1, "EPYC-Rome · AMD · libvirt 9.0.0, QEMU 7.2.22 · files, virsh, 3 days old"],
    [
      { ...node1, knowsHypervisor: false, qemu: undefined, libvirt: undefined, sources: [{ kind: "reference" }] },
      "EPYC-Rome · AMD · processor only · reference CPU",
    ],
    [
      { ...node1, model: undefined, vendor: undefined, sources: node1.sources.slice(0, 1) },
      "x86_64 · libvirt 9.0.0, QEMU 7.2.22 · file, 3 days old",
    ],
    [{ ...node1, state: "reading" }, "reading…"],
    [gone, "unknown"],
    [{ ...gone, isUnasked: true }, "not read yet"],
  ])("beside its name", (host, description) => {
    expect(hostDescription(host as HostInfo, 3 * 86_400_000, t)).toBe(description);
  });

  it("under it: what is wrong first, then facts, then where they come from and how old they are", () => {
    const facts = hostFacts({ ...node1, problem: "One.\nTwo." }, 3 * 86_400_000, t);
    expect(facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Problem: One.",
      "Problem: Two.",
      "Model: EPYC-Rome",
      "Vendor: AMD",
      "Architecture: x86_64",
      "Hypervisor data: loaded",
      "Processor data: loaded",
      "Maximum vCPUs: 288",
      "libvirt: 9.0.0",
      "QEMU: 7.2.22",
      "Domain capabilities: node 1.domcaps.xml · 3 days old",
      "Read with virsh: qemu:///system · 3 days old",
    ]);
    expect(facts.map(({ uri }) => uri).filter((uri) => uri !== undefined)).toEqual([node1.sources[0]?.uri]);
    expect(facts.map(factIcon).filter((icon) => icon !== undefined)).toEqual(["warning", "warning", "go-to-file"]);
  });

  it.each([
    [-5000, "just now"],
    [60_000, "just now"],
    [5 * 60_000, "5 minutes old"],
    [3 * 3_600_000, "3 hours old"],
    [50 * 3_600_000, "2 days old"],
  ])("an age of %s ms", (age, text) => {
    expect(ageText(1_000_000 - age, 1_000_000, t)).toBe(text);
  });

  it("a pool", () => {
    expect([poolDescription(1, false, t), poolDescription(2, true, t)]).toEqual(["1 host", "2 hosts · target"]);
  });
});

describe("a host that could not be asked", () => {
  const asked = { ...gone, isUnasked: true, connection: { uri: "qemu:///system" } };
  const failing = (hosts: readonly HostInfo[]) =>
    withFailures([{ ...folder, hosts }], ({ uri }) => (uri === "qemu:///system" ? "No daemon." : undefined))[0]?.hosts;

  it("says why, in place of that it was not asked", () => {
    expect(failing([asked])).toEqual([{ ...gone, connection: asked.connection, problem: "No daemon." }]);
  });

  it("keeps what is known of it, and what is wrong with it otherwise", () => {
    const known = { ...node1, connection: { uri: "qemu:///system" }, problem: "Old." };
    expect(failing([known, node1])).toEqual([{ ...known, problem: "No daemon.\nOld." }, node1]);
    expect(failing([{ ...asked, connection: { uri: "other" } }])).toEqual([{ ...asked, connection: { uri: "other" } }]);
  });
});

describe("the tree", () => {
  const names = (nodes: ReturnType<typeof rootNodes>) =>
    nodes.map((node) => ("name" in node ? `${node.kind} ${node.name}` : node.kind));

  it("has pools first, then every host", () => {
    expect(names(rootNodes([folder]))).toEqual(["pool prod", "host node1", "host gone"]);
  });

  it("has folders where several have hosts", () => {
    const other = { ...folder, folder: "file:///v" };
    const empty = { ...folder, folder: "file:///u", hosts: [], pools: [] };
    expect(names(rootNodes([folder, empty]))).toEqual(names(folderNodes(folder)));
    expect(names(rootNodes([folder, other]))).toEqual(["folder", "folder"]);
    expect(rootNodes([empty])).toEqual([]);
  });

  it("shows in a pool what it names, also a host that there is not", () => {
    const nodes = poolNodes({ name: "prod", hosts: ["node1", "nowhere"] }, folder);
    expect(nodes.map((node) => node.kind === "host" && [node.name, node.host?.state])).toEqual([
      ["node1", "known"],
      ["nowhere", undefined],
    ]);
  });
});

describe("files of hosts", () => {
  it("of one name are one host's, two of a kind are two hosts'", () => {
    const files = [
      { path: "hosts/node1.domcaps.xml", kind: "domainCapabilities" },
      { path: "hosts/node2.cpuid", kind: "cpuid" },
      { path: "hosts/node1.caps.xml", kind: "capabilities" },
      { path: "old/node1.caps.xml", kind: "capabilities" },
    ] as const;
    expect(filesByHost(files)).toEqual([
      {
        name: "node1",
        files: { domainCapabilities: "hosts/node1.domcaps.xml", capabilities: "hosts/node1.caps.xml" },
      },
      { name: "node2", files: { cpudata: "hosts/node2.cpuid" } },
      { name: "node1", files: { capabilities: "old/node1.caps.xml" } },
    ]);
  });
});

describe("what a command is called with", () => {
  it.each([
    [undefined, {}],
    [null, {}],
    [
      { kind: "folder", folder: "file:///w" },
      { folder: "file:///w", copy: false },
    ],
    [
      { files: ["a"], copy: true },
      { files: ["a"], copy: true },
    ],
    [{ files: [1], name: 2, reference: [], connection: {} }, { copy: false }],
    [
      { files: [], reference: "r", connection: "c", name: "n" },
      { reference: "r", connection: "c", name: "n", copy: false },
    ],
  ])("%o", (argument, given) => {
    expect(readArgument(argument)).toEqual(given);
  });

  it.each([
    [[], { confirmed: false }],
    [[1, 2, { name: "a", pool: "p", confirmed: true }], { name: "a", pool: "p", confirmed: true }],
    [[1, 2, { name: 1, pool: {}, confirmed: "yes" }], { confirmed: false }],
  ])("%o behind what is selected", (args, options) => {
    expect(readOptions(args)).toEqual(options);
  });
});

describe("the part of a text that a change is about", () => {
  it.each([
    ["abc", "abXc", { start: 2, end: 2, newEnd: 3 }],
    ["abc", "ac", { start: 1, end: 2, newEnd: 1 }],
    ["aa", "aaa", { start: 2, end: 2, newEnd: 3 }],
    ["", "x", { start: 0, end: 0, newEnd: 1 }],
    ["a\r\nb", "a\r\nc\r\nb", { start: 1, end: 1, newEnd: 4 }],
  ])("%j, %j", (before, after, range) => {
    const found = differingRange(before, after);
    expect(before.slice(0, found.start) + after.slice(found.start, found.newEnd) + before.slice(found.end)).toBe(after);
    expect(found.newEnd - found.start).toBe(range.newEnd - range.start);
  });

  it("is enough, and never cuts a line's end", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\r\n", "\n", " ") });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, end, newEnd } = differingRange(before, after);
        expect(before.slice(0, start) + after.slice(start, newEnd) + before.slice(end)).toBe(after);
        for (const at of [start, end]) expect(before.slice(at - 1, at + 1)).not.toBe("\r\n");
        expect(newEnd).toBeGreaterThanOrEqual(start);
      }),
    );
  });
});

describe("names", () => {
  it("are made free with a number", () => {
    expect(freeName("a", new Set(["a", "a-2"]))).toBe("a-3");
    expect(freeName("b", new Set(["a"]))).toBe("b");
  });

  it.each([
    ["node 1/../x", "node-1-..-x"],
    ["../up", "up"],
    ["///", "host"],
    ["节点1", "节点1"],
    ["nul.caps.xml", "nul-.caps.xml"],
    ["COM1", "COM1-"],
    ["console", "console"],
  ])("of files: %s", (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  it("of the keys that documents go under", () => {
    const kinds = ["domainCapabilities", "capabilities", "cpu", "cpudata", "cpuid"] as const;
    expect(kinds.map(keyFor)).toEqual(["domainCapabilities", "capabilities", "cpudata", "cpudata", "cpudata"]);
  });

  it("of URIs that cannot be decoded", () => {
    expect(fileNameOf("file:///a/b%zz")).toBe("b%zz");
  });
});

describe("what a host offers", () => {
  it("is read off its capabilities", () => {
    const text = `<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'><machine maxCpus='288'>pc-q35-7.2</machine>
      <machine canonical='pc-q35-7.2'>q35</machine><domain type='qemu'/><domain type='kvm'/></arch></guest></capabilities>`;
    expect(offeredGuests(text)).toEqual([
      { arch: "x86_64", virtTypes: ["qemu", "kvm"], machines: ["q35", "pc-q35-7.2"] },
    ]);
  });

  it("is nothing in anything else, and nothing that virsh could misread", () => {
    expect(offeredGuests("<html/>")).toEqual([]);
    expect(offeredGuests("<arch name='--x; y'><domain type='kvm'/></arch>")).toEqual([]);
    // Each would take minutes if it were looked through from every beginning.
    for (const part of ["<arch name='a'>", "<machine", "<domain type='", "<machine>"]) {
      expect(offeredGuests(part.repeat(500_000))).toEqual([]);
      expect(offeredGuests(`<arch name='a'>${part.repeat(500_000)}</arch>`).length).toBeLessThan(2);
    }
  });
});
