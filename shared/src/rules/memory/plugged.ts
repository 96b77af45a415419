import * as l10n from "@vscode/l10n";
import {
  type DomainView,
  definedMemory,
  guestArch,
  type MemoryDeviceView,
  NEEDS_NODE,
  readMemoryDevices,
  sizeIn,
  sizeOfText,
} from "../../domain/index.js";
import { insertChildren, setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed, childNamed, documentStyle } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  dropAttribute,
  type Fix,
  offer,
  type Report,
  type Rule,
  valueRange,
} from "../kit.js";
import { slotsOf } from "../numa/maxMemory.js";
import { numaCells } from "../numa/numaCells.js";
import { runsOnQemu } from "../vcpus/count.js";
import { memoryDevices, refuse } from "./devices.js";

/** What memory devices ask of the rest of the definition. */
const plugged: Check = function* (context) {
  yield* memoryDevices(context);
  const { view } = context;
  const devices = readMemoryDevices(view);
  if (devices.length === 0) return;
  yield* total(view, devices);
  if (!runsOnQemu(view.type?.value)) return;
  const maximum = maximumOf(view);
  for (const device of devices) yield* ofQemu(device, context, maximum !== undefined && maximum > 0n);
  yield* slots(view, devices, maximum);
};

/** Bytes of `<maxMemory>`; zero without one, undefined where it cannot be read. */
function maximumOf({ domain }: DomainView): bigint | undefined {
  const size = sizeOfText(childNamed(domain, "maxMemory"));
  return "problem" in size ? undefined : size.bytes;
}

/** libvirt: virDomainDefPostParseMemory, for every driver: without cells, `<memory>` is that of the devices too. */
function* total(view: DomainView, devices: readonly MemoryDeviceView[]): Iterable<Report> {
  const memory = sizeOfText(childNamed(view.domain, "memory"));
  if (cellMemory(view) !== 0n || "problem" in memory) return;
  let sum = 0n;
  for (const { size } of devices) {
    if (size === undefined) return;
    sum += size;
  }
  if (sum === 0n || memory.bytes > sum) return;
  const [device] = devices;
  const libvirt =
    memory.bytes < sum
      ? "XML error: Total size of memory devices exceeds the total memory size"
      : "XML error: Memory size must be specified via <memory> or in the <numa> configuration";
  if (device === undefined) return;
  const problem = l10n.t("<memory> includes the memory of its devices, so it must be larger than theirs.");
  yield refuse(device.element, device.element.nameRange, problem, libvirt);
}

/** The memory of the cells; undefined where it cannot be told. */
function cellMemory(view: DomainView): bigint | undefined {
  return numaCells(view).length === 0 ? 0n : definedMemory({ ...view, domain: undefined });
}

/** libvirt: qemuDomainDefValidateMemoryHotplugDevice, qemuValidateDomainDeviceDefMemory (12.8). */
function* ofQemu(device: MemoryDeviceView, { view }: CheckContext, hasMaximum: boolean): Iterable<Report> {
  const { element, model = "", node, target } = device;
  if (!hasMaximum && maximumOf(view) !== undefined) {
    const libvirt =
      "unsupported configuration: cannot use/hotplug a memory device when domain 'maxMemory' is not defined";
    yield refuse(element, element.nameRange, l10n.t("A memory device needs <maxMemory>."), libvirt, addMaximum);
  }
  if (NEEDS_NODE.has(model) && numaCells(view).length > 0 && (node === undefined || node.content === "")) {
    const libvirt = "unsupported configuration: target NUMA node needs to be specified for memory device";
    const range = target?.nameRange ?? element.nameRange;
    yield refuse(element, range, l10n.t("The cell is missing: <target><node>."), libvirt, ({ text }) =>
      target === undefined || node !== undefined
        ? []
        : [offer(l10n.t("Add it to cell {0}", 0), insertChildren(text, target, ["<node>0</node>"]))],
    );
  }
  const access = attributeNamed(element, "access");
  if (model === "virtio-pmem" && access?.value === "private") {
    const problem = l10n.t("The memory model virtio-pmem is always shared.");
    const libvirt = "unsupported configuration: shared access mode required for virtio-pmem device";
    yield refuse(element, valueRange(access), problem, libvirt, ({ text }) => [
      offer(l10n.t("Change to {0}", "shared"), setValue(text, access, "shared")),
    ]);
  }
  const discard = attributeNamed(element, "discard");
  if ((model === "nvdimm" || model === "virtio-pmem") && discard?.value === "yes") {
    const problem = l10n.t("The memory model {0} does not support discard.", model);
    const libvirt = `unsupported configuration: discard is not supported for ${model === "nvdimm" ? "nvdimms" : `model '${model}'`}`;
    yield refuse(element, valueRange(discard), problem, libvirt, ({ text }) => [dropAttribute(text, discard, offer)]);
  }
  if (model === "nvdimm" && guestArch(view)?.startsWith("ppc64") === true) yield* onPower(device);
}

/** libvirt: virDomainNVDimmAlignSizePseries. */
function* onPower({ element, size, target }: MemoryDeviceView): Iterable<Report> {
  const label = sizeIn(childNamed(target, "label"), "size");
  if (size === undefined || label === undefined || size - label >= 256n * 1024n * 1024n) return;
  const problem = l10n.t("On POWER an NVDIMM needs at least 256 MiB plus its label.");
  const libvirt = "XML error: minimum target size for the NVDIMM must be 256MB plus the label size";
  yield refuse(element, element.nameRange, problem, libvirt);
}

function* slots(view: DomainView, devices: readonly MemoryDeviceView[], maximum = 0n): Iterable<Report> {
  const element = childNamed(view.domain, "maxMemory");
  const free = element === undefined ? undefined : slotsOf(element);
  if (element === undefined || free === undefined || maximum === 0n) return;
  const inSlots = devices.filter(isInSlot);
  const count = inSlots.length;
  const first = inSlots[free];
  if (first === undefined) return;
  const problem = l10n.t("<maxMemory> has {0} slots; these devices need {1}.", free, count);
  const libvirt = "internal error: failed to find an empty memory slot";
  yield refuse(first.element, first.element.nameRange, problem, libvirt, ({ text }) => [
    offer(l10n.t("Set slots to {0}", count), setAttribute(text, element, "slots", String(count))),
  ]);
}

function isInSlot({ model }: MemoryDeviceView): boolean {
  return model === "dimm" || model === "nvdimm";
}

/** As much as the VM has with its devices, which is what it needs at least. */
function addMaximum({ text, view }: CheckContext): Fix[] {
  const { domain } = view;
  const bytes = definedMemory(view);
  // Less than a KiB would be written as none.
  if (bytes === undefined || bytes < 1024n || domain === undefined) return [];
  if (childNamed(domain, "maxMemory") !== undefined) return [];
  const slots = readMemoryDevices(view).filter(isInSlot).length;
  const { quote } = documentStyle(text);
  const first = domain.elements.find(({ name }) => name === "memory" || name === "currentMemory");
  const slotsText = slots === 0 ? "" : ` slots=${quote}${slots}${quote}`;
  const line = `<maxMemory${slotsText} unit=${quote}KiB${quote}>${bytes / 1024n}</maxMemory>`;
  return [offer(l10n.t("Add <{0}>", "maxMemory"), insertChildren(text, domain, [line], first ?? domain.elements[0]))];
}

/** Devices of memory. */
export const memoryDeviceRules: readonly Rule[] = [
  {
    id: "memory-device",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: plugged,
    vetted: true,
  },
];
