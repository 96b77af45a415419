import { describe, expect, it } from "vitest";
import { type ConnectionState, eachOnce } from "../../../../client/src/vms/connections.js";
import { cpuText, judgedLines, liveText, outcomeText } from "../../../../client/src/vms/verdictTexts.js";
import { filterText, isFiltered, NO_FILTER, type VmFilter } from "../../../../client/src/vms/vmFilter.js";
import { connectionDescription, contextOf, vmDescription, vmNodes } from "../../../../client/src/vms/vmsView.js";
import type { JudgedVm } from "../../../../shared/src/messages.js";
import type { ListedDomain } from "../../../../virsh/src/domains.js";
import { inEnglish as t } from "../../../../virsh/src/failure.js";

const URI = "qemu:///system";

function vm(name: string, more: Partial<ListedDomain> = {}): ListedDomain {
  return { uuid: `aa-${name}`, name, state: "running", isAutostarted: false, isPersistent: true, ...more };
}

function judged(more: Partial<JudgedVm>): JudgedVm {
  return { outcome: "starts", errors: 0, starts: 2, hosts: 2, changes: [], ...more };
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

  it.each([
    ["fails", ["web1"]],
    ["some", ["none-fits"]],
    ["not-valid", ["db"]],
  ] as const)("whose verdict is %s", (outcome, expected) => {
    const outcomes: Readonly<Record<string, JudgedVm["outcome"]>> = { "aa-web1": "fails", beef: "not-valid" };
    const nodes = vmNodes(URI, read, { text: "", outcome }, (uuid) => {
      const known = outcomes[uuid];
      return known && judged({ outcome: known });
    });
    expect(nodes.map((node) => (node.kind === "vm" ? node.vm.name : node.kind === "note" ? node.note : ""))).toEqual(
      expected,
    );
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
    expect(vmDescription(vm("x", more), undefined, t)).toBe(description);
    expect(contextOf(vm("x", more))).toBe(context);
  });

  it.each<[Partial<JudgedVm>, string]>([
    [{}, "starts"],
    [{ outcome: "some", starts: 1 }, "starts on 1 of 2 hosts"],
    [{ outcome: "fails" }, "does not start"],
    [{ outcome: "not-valid" }, "not valid"],
    [{ outcome: "fits" }, "fits, not confirmed"],
    [{ outcome: "unknown" }, "start unknown"],
    [{ outcome: "no-target" }, ""],
  ])("of a verdict: %o", (more, text) => {
    expect(outcomeText(judged(more), t) ?? "").toBe(text);
  });

  it("of a VM that is judged", () => {
    const changes = ["a", "b", "c", "d", "e"].map((what) => ({ what, now: "1", next: "2" }));
    const known = judged({
      outcome: "fails",
      changes,
      summary: "Does not start on prod",
      cpu: { mode: "custom", model: "EPYC", features: 4 },
    });
    expect(vmDescription(vm("x", { isAutostarted: true }), known, t)).toBe(
      "running · does not start · changes after next start · autostart",
    );
    expect(judgedLines(known, t)).toEqual([
      "CPU: EPYC, 4 features",
      "Does not start on prod",
      "Changes after the next start:",
      "• a: 2, now 1",
      "• b: 2, now 1",
      "• c: 2, now 1",
      "• 2 more",
    ]);
    const others = [
      { what: "cpu/feature[aes]", next: "policy='require' name='aes'" },
      { what: "features/acpi", next: "" },
      { what: "vcpu", now: "2" },
    ];
    expect(judgedLines(judged({ outcome: "not-valid", errors: 1, summary: "no", changes: others }), t)).toEqual([
      "libvirt rejects the definition: 1 error.",
      "Changes after the next start:",
      "• cpu/feature[aes]: added policy='require' name='aes'",
      "• features/acpi: added",
      "• vcpu: removed",
    ]);
  });

  it.each([
    [{ mode: "host-model", features: 0 }, "host-model"],
    [{ mode: "host-passthrough", features: 1 }, "host-passthrough, 1 feature"],
    [{ mode: "custom", features: 2 }, "custom, 2 features"],
  ])("of a CPU: %o", (cpu, text) => {
    expect(cpuText(cpu, t)).toBe(text);
  });

  it("of live updates", () => {
    expect(connectionDescription(read, { live: "lost" }, t)).toBe("3 VMs, 1 running · connection lost");
    expect(connectionDescription({ kind: "reading" }, { live: "lost" }, t)).toBe("connection lost");
    expect(liveText(undefined, t)).toBe("");
    for (const state of ["on", "lost", "ended"] as const) expect(liveText(state, t)).toMatch(/^[A-Z].*\.$/);
  });

  it.each<[ConnectionState, string]>([
    [{ kind: "unread" }, "not read yet"],
    [{ kind: "reading" }, ""],
    [{ kind: "read", vms: [vm("x", { state: "shut-off" })] }, "1 VM"],
    [read, "3 VMs, 1 running"],
  ])("of a connection: %o", (state, description) => {
    expect(connectionDescription(state, {}, t)).toBe(description);
    const there = connectionDescription(state, { via: "ssh" }, t);
    expect(there).toBe(description === "" ? "virsh runs on the host" : `${description} · virsh runs on the host`);
  });

  it("of a filter", () => {
    expect(filterText({ text: "web", state: "shut-off" }, t)).toBe('Filter: name contains "web", shut off');
    expect(filterText({ text: "", outcome: "some" }, t)).toBe("Filter: starts on some hosts only");
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
