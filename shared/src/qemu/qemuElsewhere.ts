import * as l10n from "@vscode/l10n";

/** Properties of `-cpu` that libvirt says outside `<cpu>`, and where. */
const PLACES: readonly (readonly [pattern: RegExp, place: string])[] = [
  [/^hv-time$/, "<clock><timer name='hypervclock'>"],
  [/^(hv-|hyperv)/, "<features><hyperv>"],
  [/^kvm$/, "<features><kvm><hidden>"],
  [/^kvmclock(-stable-bit)?$/, "<clock><timer name='kvmclock'>"],
  [/^kvm-pv-eoi$/, "<features><apic eoi='…'>"],
  [/^kvm/, "<features><kvm>"],
  [/^pmu$/, "<features><pmu>"],
  [/^tsc-frequency$/, "<clock><timer name='tsc'>"],
];

/** Says in a few words what becomes of a property that is no feature. */
export function elsewhere(property: string): string {
  const name = property.replaceAll("_", "-");
  const place = PLACES.find(([pattern]) => pattern.test(name))?.[1] ?? "";
  return place === ""
    ? l10n.t("{0} has no place in libvirt's <cpu>", property)
    : l10n.t("{0} belongs in {1}", property, place);
}
