import { describe, expect, it } from "vitest";
import { hostGroups, likelyHosts, namesByPath, type WorkspaceHost } from "../../../client/src/hosts/hostGroups.js";
import type { HostSummary } from "../../../shared/src/messages.js";

function host(path: string, kind: HostSummary["kind"]): WorkspaceHost {
  const uri = `file:///w/${path}`;
  return {
    path,
    document: { uri, text: "" },
    summary: { uri, kind, arch: "x86_64", hasHostModel: true, hasCpu: true },
  };
}

describe("namesByPath", () => {
  const table: readonly { paths: readonly string[]; names: readonly string[] }[] = [
    { paths: ["hosts/node1.domcaps.xml", "hosts/node2.domcaps.xml"], names: ["node1", "node2"] },
    { paths: ["node1.domcaps.xml", "node1.caps.xml"], names: ["node1.domcaps.xml", "node1.caps.xml"] },
    { paths: ["a/domcaps.xml", "b/domcaps.xml"], names: ["a", "b"] },
    { paths: ["rack-7_capabilities.xml", "old-xeon.cpudata.xml"], names: ["rack-7", "old-xeon"] },
    { paths: ["a/node1.xml", "b/node1.xml", "node2.xml"], names: ["a/node1.xml", "b/node1.xml", "node2"] },
    { paths: ["__proto__.xml", "Untitled-1"], names: ["__proto__", "Untitled-1"] },
    { paths: [".xml"], names: [".xml"] },
  ];

  it.each(table)("$paths are called $names", ({ paths, names }) => {
    const found = namesByPath(paths);
    expect(paths.map((path) => found.get(path))).toEqual(names);
  });
});

describe("hostGroups", () => {
  it("puts the best source first and counts as people do", () => {
    const groups = hostGroups([
      host("node1.caps.xml", "capabilities"),
      host("node10.domcaps.xml", "domainCapabilities"),
      host("node2.domcaps.xml", "domainCapabilities"),
      host("old.txt", "cpuid"),
    ]);
    expect(groups.map(({ kind, hosts }) => [kind, hosts.map(({ name }) => name)])).toEqual([
      ["domainCapabilities", ["node2", "node10"]],
      ["capabilities", ["node1"]],
      ["cpuid", ["old"]],
    ]);
  });

  it("tells two documents of one kind and name apart", () => {
    const [group] = hostGroups([host("a/n.xml", "cpu"), host("b/n.xml", "cpu")]);
    expect(group?.hosts.map(({ name }) => name)).toEqual(["a/n.xml", "b/n.xml"]);
  });

  it("has nothing to show without hosts", () => {
    expect(hostGroups([])).toEqual([]);
  });
});

describe("likelyHosts", () => {
  function withVendor(path: string, vendor: string, kind: HostSummary["kind"] = "domainCapabilities"): WorkspaceHost {
    const plain = host(path, kind);
    return { ...plain, summary: { ...plain.summary, vendor } };
  }

  it.each([
    { title: "none without domain capabilities", hosts: [withVendor("a", "Intel", "capabilities")], likely: [] },
    {
      title: "those of the vendor that most have",
      hosts: [
        withVendor("a", "AMD"),
        withVendor("b", "Intel"),
        withVendor("c", "Intel"),
        withVendor("d", "Intel", "cpu"),
      ],
      likely: ["b", "c"],
    },
    {
      title: "the first vendor's when as many",
      hosts: [withVendor("a", "AMD"), withVendor("b", "Intel")],
      likely: ["a"],
    },
  ])("$title", ({ hosts, likely }) => {
    expect(likelyHosts(hosts).map(({ path }) => path)).toEqual(likely);
  });
});
