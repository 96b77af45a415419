import * as l10n from "@vscode/l10n";
import { parseSize } from "../../domain/index.js";
import { insertChildren } from "../../edits/index.js";
import { attributeNamed, childNamed, documentStyle, type XmlElement } from "../../xml/index.js";
import { type Check, type CheckContext, type Fix, otherCpu, prefer, type Rule } from "../kit.js";

/** QEMU gives a named model 40 bits of physical address, which is 1 TiB. */
const REACH = 2n ** 40n;

/** host-model brings the host's bits along since libvirt 9.3. */
const addressBits: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  if (view.cpu === undefined || view.cpu.maxphysaddr !== undefined || catalogue.map?.arch !== "x86") return;
  if (view.type?.value !== "kvm" || cpu?.mode !== "custom") return;
  const memory = [childNamed(view.domain, "memory"), childNamed(view.domain, "maxMemory")].find(
    (element) => bytesOf(element) >= REACH,
  );
  if (memory === undefined) return;
  const related = [{ ...memory.nameRange, message: l10n.t("The VM's memory.") }];
  const { element } = view.cpu;
  yield { rule: "address-bits", range: element.nameRange, related, fixes: ({ text }) => [takeHostBits(text, element)] };
};

function bytesOf(element: XmlElement | undefined): bigint {
  if (element === undefined) return 0n;
  const size = parseSize(element.text.trim(), attributeNamed(element, "unit")?.value);
  return "bytes" in size ? size.bytes : 0n;
}

/** libvirt prints `<maxphysaddr>` before these. */
const AFTER: ReadonlySet<string> = new Set(["feature", "numa"]);

function takeHostBits(text: string, cpu: XmlElement): Fix {
  const { quote } = documentStyle(text);
  const before = cpu.elements.find(({ name }) => AFTER.has(name));
  const edit = insertChildren(text, cpu, [`<maxphysaddr mode=${quote}passthrough${quote}/>`], before);
  return otherCpu(prefer(l10n.t("Use the host's address bits"), edit));
}

/** How many address bits a guest with much memory needs. */
export const addressBitsRules: readonly Rule[] = [
  {
    id: "address-bits",
    aboutGuest: true,
    stage: "advice",
    severity: "hint",
    message:
      "This VM can have more than 1 TiB of memory, but QEMU's CPU models address only 1 TiB by default. Add <maxphysaddr mode='passthrough'/>.",
    check: addressBits,
  },
];
