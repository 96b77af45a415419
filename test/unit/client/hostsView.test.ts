import { describe, expect, it } from "vitest";
import { baseName, keyFor, safeName } from "../../../client/src/hosts/edit/fileNames.js";
import { freeName } from "../../../client/src/hosts/edit/freeName.js";
import { offeredGuests } from "../../../client/src/hosts/live/offeredGuests.js";
import { uriProblem } from "../../../client/src/hosts/live/uriProblem.js";
import { folderNodes, poolNodes, rootNodes } from "../../../client/src/hosts/view/nodes.js";
import {
  ageText,
  fileName,
  hostDescription,
  hostFacts,
  poolDescription,
} from "../../../client/src/hosts/view/texts.js";
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
  problem: "hosts/gone.xml: there is no such file.",
  sources: [],
  knowsHypervisor: false,
  knowsProcessor: false,
};
const folder: FolderHosts = {
  folder: "file:///w",
  hasConfig: true,
  target: "prod",
  hosts: [node1, gone],
  pools: [{ name: "prod", hosts: ["node1", "nowhere"] }],
};

describe("what is shown of a host", () => {
  it.each([
    [node1, "EPYC-Rome · libvirt 9.0.0, QEMU 7.2.22"],
    [{ ...node1, knowsHypervisor: false, qemu: undefined, libvirt: undefined }, "EPYC-Rome · processor only"],
    [{ ...node1, state: "reading" }, "reading…"],
    [gone, "not known"],
  ])("beside its name", (host, description) => {
    expect(hostDescription(host as HostInfo, t)).toBe(description);
  });

  it("under it: what is wrong first, then facts, then where they come from and how old they are", () => {
    const facts = hostFacts({ ...node1, problem: "One.\nTwo." }, 3 * 86_400_000, t);
    expect(facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Problem: One.",
      "Problem: Two.",
      "Model: EPYC-Rome",
      "Vendor: AMD",
      "Architecture: x86_64",
      "Most vCPUs: 288",
      "libvirt: 9.0.0",
      "QEMU: 7.2.22",
      "Domain capabilities: node 1.domcaps.xml · 3 days old",
      "Asked with virsh: qemu:///system · 3 days old",
    ]);
    expect(facts.map(({ uri }) => uri).filter((uri) => uri !== undefined)).toEqual([node1.sources[0]?.uri]);
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

describe("names", () => {
  it.each([
    ["hosts/node1.domcaps.xml", "node1"],
    ["/a/node2.caps.xml", "node2"],
    ["node3.cpuid.txt", "node3"],
    ["node4.xml", "node4"],
    [".xml", ".xml"],
    ["README", "README"],
  ])("of %s", (path, name) => {
    expect(baseName(path)).toBe(name);
  });

  it("are made free with a number", () => {
    expect(freeName("a", new Set(["a", "a-2"]))).toBe("a-3");
    expect(freeName("b", new Set(["a"]))).toBe("b");
  });

  it.each([
    ["node 1/../x", "node-1-..-x"],
    ["../up", "up"],
    ["///", "host"],
    ["节点1", "节点1"],
  ])("of files: %s", (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  it("of the keys that documents go under", () => {
    const kinds = ["domainCapabilities", "capabilities", "cpu", "cpudata", "cpuid"] as const;
    expect(kinds.map(keyFor)).toEqual(["domainCapabilities", "capabilities", "cpudata", "cpudata", "cpudata"]);
  });

  it("of URIs that cannot be decoded", () => {
    expect(fileName("file:///a/b%zz")).toBe("b%zz");
  });
});

describe("a connection URI", () => {
  it.each([
    "qemu:///system",
    "qemu+ssh://root@node1.lab:2222/system?keyfile=/k",
    "test:///default",
    "qemu+ssh://[::1]/system",
  ])("%s is taken", (uri) => {
    expect(uriProblem(uri)).toBeUndefined();
  });

  it.each([
    ["qemu+ssh://me:secret@node1/system", "no password"],
    ["qemu+tcp://me:se@cret@node1/system", "no password"],
    ["--version", "not a connection"],
    ["system", "not a connection"],
    ["qemu:///system x", "not a connection"],
    ["qemu:///sys\ntem", "not a connection"],
  ])("%j is refused", (uri, words) => {
    expect(uriProblem(uri)).toContain(words);
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
    expect(offeredGuests("<arch name='a'>".repeat(20_000))).toEqual([]);
  });
});
