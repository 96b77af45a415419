import { attributeNamed, localName, namespaceOf, type XmlElement } from "../xml/index.js";
import type { DomainView } from "./views.js";

/** The namespace of the elements that hand arguments to QEMU; the prefix may be any. */
export const qemuNamespace = "http://libvirt.org/schemas/domain/qemu/1.0";

/** A `-cpu` with the argument after it. */
export interface CpuArgument {
  readonly flag: XmlElement;
  readonly value: XmlElement | undefined;
  /** The value's text. */
  readonly text: string;
}

/** The `-cpu` of every `<qemu:commandline>` that libvirt reads: that is, in QEMU's namespace. */
export function cpuArguments({ domain }: Pick<DomainView, "domain">): readonly CpuArgument[] {
  return qemuElements(domain, "commandline").flatMap((element) => {
    const args = qemuElements(element, "arg");
    return args.flatMap((flag, index) => {
      const value = args[index + 1];
      return /^--?cpu$/.test(textOf(flag)) ? [{ flag, value, text: textOf(value) }] : [];
    });
  });
}

/** Does a `-cpu` of the definition's own decide over the guest's CPU? QEMU takes the last, and libvirt puts these last. */
export function overridesCpu(view: Pick<DomainView, "domain" | "type">): boolean {
  return isOfQemu(view) && cpuArguments(view).length > 0;
}

/**
 * Elements of `<domain>` that are meant for QEMU and are not in its namespace: libvirt drops them. Those with QEMU's usual
 * prefix, and command lines whose prefix is bound to nothing.
 */
export function droppedCommandLines(view: Pick<DomainView, "domain" | "type">): readonly XmlElement[] {
  if (!isOfQemu(view)) return [];
  return (view.domain?.elements ?? []).filter(
    (element) =>
      (element.name.startsWith("qemu:") && namespaceOf(element) !== qemuNamespace) ||
      (/^[^:]+:commandline$/.test(element.name) && namespaceOf(element) === undefined),
  );
}

function isOfQemu({ type }: Pick<DomainView, "type">): boolean {
  return type?.value === "kvm" || type?.value === "qemu" || type?.value === "hvf";
}

/** The children of that name in QEMU's namespace, wherever that is bound. */
export function qemuElements(parent: XmlElement | undefined, name: string): XmlElement[] {
  return (parent?.elements ?? []).filter((each) => localName(each) === name && namespaceOf(each) === qemuNamespace);
}

function textOf(arg: XmlElement | undefined): string {
  return attributeNamed(arg, "value")?.value ?? "";
}
