import { describe, expect, it } from "vitest";
import { type ConnectionState, eachOnce } from "../../../../client/src/vms/connections.js";
import {
  connectionDescription,
  contextOf,
  filterText,
  isFiltered,
  NO_FILTER,
  type VmFilter,
  vmDescription,
  vmNodes,
} from "../../../../client/src/vms/vmsView.js";
import type { ListedDomain } from "../../../../virsh/src/domains.js";
import { inEnglish as t } from "../../../../virsh/src/failure.js";

const URI = "qemu:///system";

function vm(name: string, more: Partial<ListedDomain> = {}): ListedDomain {
  return { uuid: `aa-${name}`, name, state: "running", isAutostarted: false, isPersistent: true, ...more };
}

const vms = [vm("web1"), vm("Web2", { state: "shut-off" }), vm("db", { state: "paused", uuid: "beef" })];
const read: ConnectionState = { kind: "read", vms };

function shown(state: ConnectionState, filter: VmFilter = NO_FILTER): string[] {
  return vmNodes(URI, state, filter).map((node) =>
    node.kind === "vm" ? node.vm.name : node.kind === "note" ? `${node.note} ${node.reason ?? ""}`.trim() : node.uri,
  );
}

describe("what is under a connection", () => {
  it.each<[ConnectionState, readonly string[]]>([
    [{ kind: "unread" }, []],
    [{ kind: "reading" }, ["reading"]],
    [{ kind: "declined" }, ["declined"]],
    [{ kind: "failed", reason: "No daemon." }, ["failed No daemon."]],
    [{ kind: "read", vms: [] }, ["no-vms"]],
    [read, ["web1", "Web2", "db"]],
  ])("%o", (state, nodes) => {
    expect(shown(state)).toEqual(nodes);
  });

  it.each<[VmFilter, readonly string[]]>([
    [{ text: "WEB" }, ["web1", "Web2"]],
    [{ text: "web", state: "shut-off" }, ["Web2"]],
    [{ text: "", state: "paused" }, ["db"]],
    [{ text: "bee" }, ["db"]],
    [{ text: "[" }, ["none-fits"]],
  ])("with the filter %o", (filter, nodes) => {
    expect(shown(read, filter)).toEqual(nodes);
    expect(isFiltered(filter)).toBe(true);
  });

  it("a thousand VMs are a thousand entries", () => {
    const many = Array.from({ length: 1000 }, (_, index) => vm(`vm${index}`));
    expect(shown({ kind: "read", vms: many })).toHaveLength(1000);
  });
});

describe("texts", () => {
  it.each<[Partial<ListedDomain>, string, string]>([
    [{}, "running", "vm.running.persistent"],
    [{ state: "shut-off", isAutostarted: true }, "shut off · autostart", "vm.shut-off.persistent"],
    [{ state: "paused", isPersistent: false }, "paused · transient", "vm.paused"],
    [{ state: "other" }, "neither running nor shut off", "vm.other.persistent"],
  ])("of a VM: %o", (more, description, context) => {
    expect(vmDescription(vm("x", more), t)).toBe(description);
    expect(contextOf(vm("x", more))).toBe(context);
  });

  it.each<[ConnectionState, string]>([
    [{ kind: "unread" }, "not read yet"],
    [{ kind: "reading" }, ""],
    [{ kind: "read", vms: [vm("x", { state: "shut-off" })] }, "1 VM"],
    [read, "3 VMs, 1 running"],
  ])("of a connection: %o", (state, description) => {
    expect(connectionDescription(state, t)).toBe(description);
    const there = connectionDescription(state, t, "ssh");
    expect(there).toBe(description === "" ? "virsh runs on the host" : `${description} · virsh runs on the host`);
  });

  it("of a filter", () => {
    expect(filterText({ text: "web", state: "shut-off" }, t)).toBe('Filter: name contains "web", shut off');
  });
});

describe("connections", () => {
  it("are listed once, however they are written; one that is refused stays, to say so", () => {
    const refused = "qemu+ext:///system?command=/x";
    const written = [URI, "qemu+ssh://n1/system", "qemu+ssh://n1/system?no_tty=1", refused, URI, refused];
    expect(eachOnce(written.map((uri) => ({ uri })))).toEqual([
      { uri: URI },
      { uri: "qemu+ssh://n1/system" },
      { uri: refused },
    ]);
  });
});
