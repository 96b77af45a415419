import { type DomainView, parseCount } from "../../domain/index.js";
import type { RuleContext } from "../rule.js";

/** How many vCPUs there are in all; a domain without `<vcpu>` has one. Undefined where libvirt would read no number. */
export function maxVcpus({ vcpu }: DomainView): number | undefined {
  return vcpu === undefined ? 1 : vcpu.count;
}

/** How many vCPUs are plugged in at start: what `<vcpus>` says, else `current`, else all. */
export function onlineVcpus(view: DomainView): number | undefined {
  const max = maxVcpus(view);
  const entries = view.vcpus?.entries ?? [];
  if (max === undefined || entries.length === 0) {
    return view.vcpu?.current === undefined ? max : view.vcpu.current.number;
  }
  const enabled = new Map(entries.map(({ id, enabled }) => [id?.number, enabled?.value === "yes"]));
  return [...enabled.values()].filter(Boolean).length;
}

/** The guest's architecture is x86; where the document names none, the host's, which the catalogue stands for. */
export function isX86({ view, catalogue }: RuleContext): boolean {
  const arch = view.os?.arch?.value ?? catalogue.arch;
  return arch === "x86_64" || arch === "i686";
}

/** As libvirt tells a Q35 machine by its name. */
export function isQ35(machine: string): boolean {
  return machine === "q35" || machine.startsWith("pc-q35");
}

/** A number that an attribute holds, if it does. */
export function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseCount(text);
}
