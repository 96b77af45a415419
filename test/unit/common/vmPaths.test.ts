import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  connectionOfUri,
  connectionPath,
  folderFor,
  readVmPath,
  targetOnConnection,
  type VmPlace,
  vmPath,
} from "../../../shared/src/common/vmPaths.js";

const place = (name: string, isLive = false, connection = "qemu:///system"): VmPlace => ({ connection, name, isLive });

describe("the path of a VM's document", () => {
  it.each([
    [place("web01"), "/qemu:∕∕∕system/web01.xml"],
    [place("web01", true), "/qemu:∕∕∕system/web01.live.xml"],
    [place("web01.live"), "/qemu:∕∕∕system/web01%2Elive.xml"],
    [place("a/b%2F", true), "/qemu:∕∕∕system/a%2Fb%252F.live.xml"],
    [place("web 01", false, "qemu+ssh://root@n1:22/system"), "/qemu+ssh:∕∕root@n1:22∕system/web 01.xml"],
  ])("%o", (given, path) => {
    expect(vmPath(given)).toBe(path);
  });

  it("is read back, whatever the VM is called", () => {
    const names = fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^(?:\.live|\.xml|%2E|%|\/|\.)+$/));
    fc.assert(
      fc.property(names, fc.boolean(), (name, isLive) => {
        expect(readVmPath(vmPath(place(name, isLive)))).toEqual(place(name, isLive));
      }),
    );
  });

  it.each(["", "/", "/qemu:∕∕∕system", "/a/b", "/a/b/c.xml", "/a/.xml", "a/b.xml"])("no VM's: %s", (path) => {
    expect(readVmPath(path)).toBeUndefined();
  });

  it("lies in the folder of its connection", () => {
    expect(vmPath(place("x"))).toBe(`${connectionPath("qemu:///system")}/x.xml`);
  });

  it.each([
    ["libvirt:/qemu%3A%E2%88%95%E2%88%95%E2%88%95system/web01%252Elive.xml", "qemu:///system"],
    ["libvirt:/%E0%A4%A/web01.xml", undefined],
    ["file:///qemu:∕∕∕system/web01.xml", undefined],
    ["untitled:Untitled-1", undefined],
  ])("%s is a VM of %s", (uri, connection) => {
    expect(connectionOfUri(uri)).toBe(connection);
  });
});

describe("the folder whose configuration counts", () => {
  it.each([
    ["file:///w/vms/a.xml", "file:///w/vms"],
    ["file:///w/a.xml", "file:///w"],
    ["file:///wide/a.xml", undefined],
    ["untitled:Untitled-1", undefined],
    ["libvirt:/qemu/a.xml", "file:///w"],
  ])("for %s is %s", (uri, folder) => {
    expect(folderFor(uri, ["file:///w", "file:///w/vms"])).toBe(folder);
  });
});

describe("where a VM of a connection has to run", () => {
  const pools = new Map([["prod", ["node1", "node2"]]]);
  it.each([
    [["node1"], "prod", "prod"],
    [["node3"], "prod", "node3"],
    [["node3"], "node3", "node3"],
    [["node3"], undefined, "node3"],
    [[], "prod", "prod"],
    [[], undefined, undefined],
  ])("the hosts %j of a folder with the target %s: %s", (own, target, expected) => {
    expect(targetOnConnection(own, target, (name) => pools.get(name))).toBe(expected);
  });
});
