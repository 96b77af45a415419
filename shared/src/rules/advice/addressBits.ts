import * as l10n from "@vscode/l10n";
import { parseSize } from "../../domain/parseSize.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed, documentStyle, type XmlElement } from "../../xml/index.js";
import { prefer } from "../fix.js";
import type { Check, CheckContext, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

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
  const related = [{ ...memory.nameRange, message: l10n.t("So much memory.") }];
  yield { rule: "address-bits", range: view.cpu.element.nameRange, related };
};

function bytesOf(element: XmlElement | undefined): bigint {
  if (element === undefined) return 0n;
  const size = parseSize(element.text.trim(), attributeNamed(element, "unit")?.value);
  return "bytes" in size ? size.bytes : 0n;
}

/** libvirt prints `<maxphysaddr>` before these. */
const AFTER: ReadonlySet<string> = new Set(["feature", "numa"]);

/** How many address bits a guest with much memory needs. */
export const addressBitsRules: readonly Rule[] = [
  {
    id: "address-bits",
    stage: "advice",
    severity: "hint",
    message:
      "QEMU's CPU models address 1 TiB unless told otherwise, and this VM can have more memory. Add <maxphysaddr mode='passthrough'/>.",
    check: addressBits,
    fix: (finding, context) => {
      const element = viewAt(context, finding.start)?.cpu?.element;
      if (element === undefined) return [];
      const { text } = context.document;
      const { quote } = documentStyle(text);
      const before = element.elements.find(({ name }) => AFTER.has(name));
      const edit = insertChildren(text, element, [`<maxphysaddr mode=${quote}passthrough${quote}/>`], before);
      return [prefer(l10n.t("Take the host's address bits"), edit)];
    },
  },
];
