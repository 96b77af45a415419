import { describe, expect, it } from "vitest";
import { definitionFrom } from "../../../shared/src/vms/definitionFrom.js";
import { isOf, readPrinted } from "../../../shared/src/vms/editedDefinition.js";

const UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f";
const OTHER = "00000000-0000-4000-8000-000000000001";

const read = (text: string) => {
  const definition = readPrinted(text);
  if (definition === undefined) throw new Error("no definition");
  return definition;
};

describe("a file is that of a VM", () => {
  const uuid = (text: string) => `<domain><name>web01</name><uuid>${text}</uuid></domain>`;
  it.each([
    ["of its name", "<domain><name>web01</name></domain>", true],
    ["of another name", "<domain><name>web02</name></domain>", false],
    ["of its UUID", uuid(UUID.toUpperCase()), true],
    ["of its UUID without hyphens, and another name", uuid(UUID.replaceAll("-", "")).replace("web01", "old"), true],
    ["of its name, and another UUID", uuid(OTHER), false],
  ])("%s: %s is %s", (_, text, expected) => {
    expect(isOf(read(text), { name: "web01", uuid: UUID })).toBe(expected);
  });
});

describe("the definition of a VM from a file", () => {
  const opened = {
    uuid: UUID,
    text: `<domain><name>web01</name><uuid>${UUID}</uuid><devices><interface><mac address='52:54:00:00:00:01'/></interface><graphics type='vnc' passwd='(hidden secret 1)'/></devices></domain>`,
  };
  const from = (text: string) => definitionFrom(text, read(text), opened);

  it("has the UUID of the VM, and placeholders for its passwords", () => {
    expect(from("<domain>\n<name>web01</name>\n<devices><graphics type='vnc'/></devices></domain>")).toMatchObject({
      text: `<domain>\n<name>web01</name><uuid>${UUID}</uuid>\n<devices><graphics passwd='(hidden secret 1)' type='vnc'/></devices></domain>`,
      ...{ kept: 1, lost: 0 },
    });
  });

  it("has the UUID of the VM in place of another", () => {
    expect(from(`<domain><name>web01</name><uuid>${OTHER}</uuid></domain>`).text).toContain(`<uuid>${UUID}</uuid>`);
  });

  it("says what libvirt would replace", () => {
    const { replaced } = from("<domain><name>web01</name><devices><interface/></devices></domain>");
    expect(replaced).toEqual(["<mac address='52:54:00:00:00:01'/>"]);
  });
});
