import { likelyFeature } from "../likelyNames.js";
import type { Check } from "../rule.js";

/** rules.md D2: libvirt's virCPUValidateFeatures, in every mode and for every policy; ppc64 has no list of features. */
export const featureUnknown: Check = function* ({ view, catalogue }) {
  const { map } = catalogue;
  if (map === undefined || map.arch === "ppc64" || view.kind === "capabilities") return;
  for (const { name } of view.cpu?.features ?? []) {
    if (name === undefined || name.value === "" || map.featureByName.has(name.value)) continue;
    const likely = likelyFeature(name.value, map);
    const hint = likely === undefined ? elsewhere(name.value) : ` Did you mean ${likely}?`;
    yield {
      rule: "feature-unknown",
      range: name.attribute.valueRange ?? name.attribute,
      data: { name: name.value, release: catalogue.release, hint, ...(likely === undefined ? {} : { likely }) },
      libvirt: `unsupported configuration: unknown CPU feature: ${name.value}`,
    };
  }
};

/** QEMU has CPU properties that libvirt sets elsewhere in the domain. */
function elsewhere(name: string): string {
  if (/^hv[-_]/.test(name)) return " Hyper-V features stand in <features><hyperv>.";
  if (/^kvm[-_]/.test(name)) return " KVM's features stand in <features><kvm>.";
  return "";
}
