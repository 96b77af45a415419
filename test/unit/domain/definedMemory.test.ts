import { expect, it } from "vitest";
import { definedMemory, domainView } from "../../../shared/src/domain/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";

const memory = "<memory unit='MiB'>512</memory>";
const cells = (...sizes: readonly string[]): string =>
  `<cpu><numa>${sizes.map((size) => `<cell cpus='0' memory='${size}' unit='MiB'/>`).join("")}</numa></cpu>`;
const device = (size: string): string =>
  `<devices><memory model='dimm'><target><size unit='MiB'>${size}</size></target></memory></devices>`;

it.each([
  ["that of <memory>", memory, 512],
  ["<memory> includes its devices where there are no cells", memory + device("128"), 512],
  ["that of the cells", memory + cells("256", "128"), 384],
  ["that of the cells and the devices", memory + cells("256") + device("128"), 384],
  ["none", "", 0],
  ["a cell's that cannot be read", memory + cells("256", "x"), undefined],
  ["a device's that cannot be read", memory + cells("256") + device("x"), undefined],
])("a guest's memory: %s", (_, inside, mib) => {
  const view = domainView(parseXml(`<domain type='kvm'>${inside}</domain>`));
  expect(view && definedMemory(view)).toBe(mib === undefined ? undefined : BigInt(mib) * 1024n ** 2n);
});
