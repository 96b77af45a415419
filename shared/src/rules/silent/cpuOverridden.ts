import * as l10n from "@vscode/l10n";
import { removeElement } from "../../edits/elementEdits.js";
import { cpuParts, writeCpu } from "../../edits/writeCpu.js";
import { fromQemuCpu } from "../../qemu/index.js";
import { attributeNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { elementOf, offer, prefer } from "../fix.js";
import type { Check, Finding, Rule, RuleContext } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** QEMU takes the last -cpu, and libvirt puts these arguments last. */
const cpuOverridden: Check = function* ({ view }) {
  if (view.domain === undefined || !runsOnQemu(view.type?.value)) return;
  for (const commandLine of view.domain.elements) {
    if (!commandLine.name.endsWith(":commandline")) continue;
    for (const [flag, value] of cpuArguments(commandLine)) {
      yield {
        rule: "cpu-overridden",
        range: flag,
        data: { argument: argumentOf(value) },
        ...(view.cpu === undefined
          ? {}
          : { related: [{ ...view.cpu.element.nameRange, message: l10n.t("This has no effect on the CPU.") }] }),
      };
    }
  }
};

/** Each `-cpu` with the argument after it. */
function* cpuArguments(commandLine: XmlElement): Iterable<readonly [XmlElement, XmlElement | undefined]> {
  const args = childrenNamed(commandLine, commandLine.name.replace(/commandline$/, "arg"));
  for (const [index, arg] of args.entries()) if (/^--?cpu$/.test(argumentOf(arg))) yield [arg, args[index + 1]];
}

function argumentOf(arg: XmlElement | undefined): string {
  return attributeNamed(arg, "value")?.value ?? "";
}

/** Writes the argument into `<cpu>`, where all of it has a place there. */
function saidInCpu(finding: Finding, context: RuleContext): TextEdit[] | undefined {
  const cpu = viewAt(context, finding.start)?.cpu;
  const { map } = context.catalogue;
  if (cpu === undefined || map?.arch !== "x86") return undefined;
  const read = fromQemuCpu(finding.data.argument ?? "", map);
  if ("error" in read || read.notes.length > 0) return undefined;
  const { text } = context.document;
  return writeCpu(text, cpu.element, read.cpu, cpuParts(read.cpu, text));
}

export const cpuOverriddenRules: readonly Rule[] = [
  {
    id: "cpu-overridden",
    stage: "silent",
    severity: "warning",
    message:
      "This -cpu {argument} takes the place of all that <cpu>, <hyperv> and <kvm> say: QEMU goes by the last -cpu. Say it in <cpu>.",
    check: cpuOverridden,
    fix: (finding, context) => {
      const flag = elementOf(finding, context);
      const { parent } = flag ?? {};
      if (flag === undefined || parent === undefined) return [];
      const { text } = context.document;
      const pair = [...cpuArguments(parent)].find(([first]) => first === flag) ?? [flag];
      const removed = pair.flatMap((arg) => (arg === undefined ? [] : [arg]));
      // Without arguments the element itself has nothing to say.
      const remove =
        removed.length === parent.elements.length
          ? [removeElement(text, parent)]
          : removed.map((arg) => removeElement(text, arg));
      const write = saidInCpu(finding, context);
      return [
        ...(write === undefined ? [] : [prefer(l10n.t("Move it into <cpu>"), ...write, ...remove)]),
        (write === undefined ? prefer : offer)(l10n.t("Remove these arguments"), ...remove),
      ];
    },
  },
];
