import * as l10n from "@vscode/l10n";
import { droppedCommandLines, qemuNamespace } from "../../domain/index.js";
import { renameElement, setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed, childNamed, childrenNamed, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import { type Check, otherCpu, prefer, type Report, type Rule } from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** A count in `<vcpus>`. */
const countMisplaced: Check = function* ({ view: { domain, type } }) {
  if (domain === undefined || !runsOnQemu(type?.value)) return;
  for (const vcpus of childrenNamed(domain, "vcpus")) yield* countInVcpus(domain, vcpus);
};

/** `<vcpus>` lists vCPUs; their number is `<vcpu>`'s. */
function* countInVcpus(domain: XmlElement, vcpus: XmlElement): Iterable<Report> {
  if (vcpus.text.trim() === "") return;
  const isFree = childNamed(domain, "vcpu") === undefined && vcpus.elements.length === 0;
  yield {
    rule: "vcpus-text",
    range: vcpus,
    fixes: () => (isFree ? [otherCpu(prefer(l10n.t("Change to <{0}>", "vcpu"), ...renameElement(vcpus, "vcpu")))] : []),
  };
}

/** What is at a place where libvirt does not look for it. */
export const misplacedRules: readonly Rule[] = [
  {
    id: "vcpus-text",
    stage: "silent",
    severity: "warning",
    message: "libvirt ignores this text: <vcpus> lists single vCPUs. Use <vcpu> for the number of vCPUs.",
    check: countMisplaced,
  },
];

/** The attribute that binds an element's prefix. */
function bindingName({ name }: XmlElement): string {
  return `xmlns:${name.slice(0, name.indexOf(":"))}`;
}

/** libvirt looks for `qemu:commandline` by its namespace, and drops what is in none, or in another (12.8's answers). */
const namespaceMissing: Check = function* ({ view }) {
  const { domain } = view;
  for (const element of droppedCommandLines(view)) {
    const wrong = bindingOf(element);
    const name = bindingName(element);
    yield {
      rule: "qemu-namespace",
      range: element.nameRange,
      data: { name: element.name, binding: `${name}='${qemuNamespace}'` },
      ...(wrong === undefined ? {} : { related: [{ ...wrong, message: l10n.t("This is another namespace.") }] }),
      fixes: ({ text }) => {
        if (wrong !== undefined) return [prefer(l10n.t("Correct the namespace"), setValue(text, wrong, qemuNamespace))];
        if (domain === undefined) return [];
        return [prefer(l10n.t("Add the namespace"), setAttribute(text, domain, name, qemuNamespace))];
      },
    };
  }
};

/** The attribute that binds the prefix to something else. */
function bindingOf(element: XmlElement): XmlAttribute | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const attribute = attributeNamed(at, bindingName(element));
    if (attribute !== undefined) return attribute;
  }
  return undefined;
}

export const qemuNamespaceRules: readonly Rule[] = [
  {
    id: "qemu-namespace",
    stage: "silent",
    severity: "warning",
    message: "libvirt ignores <{name}>: its prefix is not bound to QEMU's namespace. Add {binding} to <domain>.",
    check: namespaceMissing,
  },
];
