import * as l10n from "@vscode/l10n";
import { type MemoryDeviceView, parseCount, readMemoryDevices, sizeIn } from "../../domain/index.js";
import { childNamed, type Range, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type MakeFixes,
  offer,
  type Report,
  removeThis,
  removeWhole,
  textPlace,
  wrongAttribute,
} from "../kit.js";
import { wrongSizeText } from "./sizes.js";

const MODELS: readonly string[] = ["dimm", "nvdimm", "virtio-pmem", "virtio-mem", "sgx-epc"];

const KIB = 1024n;

/** libvirt: virDomainMemoryDefParseXML, virDomainMemoryDefValidate (12.8), for every driver. */
export const memoryDevices: Check = function* ({ view }) {
  for (const device of readMemoryDevices(view)) {
    yield* words(device);
    yield* source(device);
    yield* target(device);
    if (device.model === "nvdimm") yield* label(device);
    if (device.model === "virtio-mem") yield* blocks(device);
  }
};

function* words({ element }: MemoryDeviceView): Iterable<Report> {
  yield* wrongAttribute(element, "model", { required: true, words: MODELS });
  yield* wrongAttribute(element, "access", { words: ["shared", "private"] });
  yield* wrongAttribute(element, "discard", { words: ["yes", "no"] });
}

function* source(device: MemoryDeviceView): Iterable<Report> {
  const { element, model } = device;
  if (model === "dimm" || model === "virtio-mem") {
    yield* wrongSizeText({ element: childNamed(device.source, "pagesize"), path: "./pagesize" });
  }
  if (model === "nvdimm") {
    yield* wrongSizeText({ element: childNamed(device.source, "alignsize"), path: "./alignsize" });
  }
  const path = childNamed(device.source, "path")?.content ?? "";
  if ((model === "nvdimm" || model === "virtio-pmem") && path === "") {
    const problem = l10n.t("Memory of the model {0} needs a file: <source><path>.", model);
    yield refuse(element, element.nameRange, problem, `path is required for model '${model}'`);
  }
}

function* target({ element, target: place, node, model }: MemoryDeviceView): Iterable<Report> {
  if (model === undefined || !MODELS.includes(model)) return;
  if (place === undefined) {
    const libvirt = "XML error: missing <target> element for <memory> device";
    yield refuse(element, element.nameRange, l10n.t("Memory needs a size: <target><size>."), libvirt);
    return;
  }
  const size = childNamed(place, "size");
  if (size === undefined) {
    const libvirt = "XML error: missing element or attribute './size'";
    yield refuse(element, place.nameRange, l10n.t("Memory needs a size: <target><size>."), libvirt);
  }
  yield* wrongSizeText({ element: size, path: "./size", required: true });
  if (node === undefined || node.content === "") return;
  if (parseCount(node.content) === undefined) {
    const problem = l10n.t("'{0}' is not a valid cell number.", node.content.trim());
    yield refuse(element, textPlace(node), problem, "XML error: invalid value of memory device node");
  } else if (model === "virtio-pmem") {
    const problem = l10n.t("The memory model virtio-pmem does not support <node>. Remove <node>.");
    const libvirt = "unsupported configuration: virtio-pmem does not support NUMA nodes";
    yield refuse(element, textPlace(node), problem, libvirt, ({ text }) => [removeWhole(text, node, offer)]);
  }
}

/** The label takes part of an NVDIMM. */
function* label({ element, target: place, size }: MemoryDeviceView): Iterable<Report> {
  const label = childNamed(childNamed(place, "label"), "size");
  yield* wrongSizeText({ element: label, path: "./label/size" });
  const bytes = sizeIn(childNamed(place, "label"), "size");
  if (label === undefined || bytes === undefined || bytes === 0n) return;
  if (bytes < 128n * KIB) {
    const libvirt = "XML error: nvdimm label must be at least 128KiB";
    yield refuse(element, textPlace(label), l10n.t("The label needs at least 128 KiB."), libvirt);
  } else if (size !== undefined && bytes >= size) {
    const libvirt = "XML error: label size must be smaller than NVDIMM size";
    yield refuse(element, textPlace(label), l10n.t("The label must be smaller than the memory."), libvirt);
  }
}

/** Virtio memory comes in blocks. */
function* blocks({ element, target: place, size }: MemoryDeviceView): Iterable<Report> {
  if (place === undefined) return;
  const block = childNamed(place, "block");
  const requested = childNamed(place, "requested");
  yield* wrongSizeText({ element: block, path: "./block", required: true });
  yield* wrongSizeText({ element: requested, path: "./requested" });
  const bytes = sizeIn(place, "block");
  const wanted = sizeIn(place, "requested");
  if (bytes === undefined || wanted === undefined || size === undefined) return;
  if (!isPowerOfTwo(bytes)) {
    const range = block === undefined ? place.nameRange : textPlace(block);
    yield refuse(element, range, l10n.t("<block> must be a power of two."), "block size must be a power of two");
  } else if (wanted > size || wanted % bytes !== 0n) {
    const libvirt =
      wanted > size
        ? `requested size must be smaller than or equal to @size (${size / KIB}KiB)`
        : "requested size must be an integer multiple of block size";
    const problem =
      wanted > size
        ? l10n.t("<requested> is more than <size>.")
        : l10n.t("<requested> must be a whole number of blocks.");
    yield refuse(element, requested === undefined ? place.nameRange : textPlace(requested), problem, libvirt);
  }
}

function isPowerOfTwo(bytes: bigint): boolean {
  return bytes > 0n && (bytes & (bytes - 1n)) === 0n;
}

/**
 * A report of `memory-device`.
 *
 * @param fixes what can be done but to remove the device
 */
export function refuse(
  device: XmlElement,
  range: Range,
  problem: string,
  libvirt: string,
  fixes: MakeFixes = () => [],
): Report {
  return {
    rule: "memory-device",
    range,
    data: { problem },
    libvirt,
    fixes: (context) => [...fixes(context), removeThis(context.text, device, offer)],
  };
}
