import { expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { testCatalogue } from "../../support/catalogue.js";

const topology = (clusters: string): string =>
  `<cpu mode='host-model'><topology sockets='1' dies='1' clusters='${clusters}' cores='2' threads='1'/></cpu>`;

/** What each release says: libvirt drops attributes that it does not read yet (measured on 9.0.0). */
it.each([
  ["12.8.0", topology("0"), ["error attribute-value"]],
  ["9.0.0", topology("0"), ["warning attribute-unknown"]],
  ["12.8.0", topology("2"), ["error topology-vcpus"]],
  ["9.0.0", topology("2"), []],
  ["12.8.0", "<cpu mode='host-model' deprecated_features='x'/>", ["error attribute-value"]],
  ["9.0.0", "<cpu mode='host-model' deprecated_features='x'/>", ["warning attribute-unknown"]],
  [
    "12.8.0",
    "<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='0'/></cpu>",
    ["error attribute-value"],
  ],
  [
    "9.0.0",
    "<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='0'/></cpu>",
    ["warning attribute-unknown"],
  ],
  ["12.8.0", "<cpu><model vendor_id=''>Penryn</model></cpu>", ["warning vendor-id"]],
  ["12.8.0", "<cpu><model vendor_id='short'>Penryn</model></cpu>", ["error vendor-id"]],
  ["9.0.0", "<cpu><model fallback=''>Penryn</model></cpu>", ["warning model-fallback"]],
  ["7.0.0", "<cpu mode='maximum'/>", ["error cpu-mode"]],
  ["7.1.0", "<cpu mode='maximum'/>", []],
  ["7.0.0", "<cpu mode='host-model'><maxphysaddr mode='x'/></cpu>", ["warning element-unknown"]],
  ["7.0.0", "<clock offset='absolute' start='0'/>", ["error attribute-value"]],
  ["8.4.0", "<clock offset='absolute' start='0'/>", []],
  ["7.0.0", "<numatune><memory mode='restrictive' nodeset='0'/></numatune>", ["error attribute-value"]],
  ["7.3.0", "<numatune><memory mode='restrictive' nodeset='0'/></numatune>", []],
  ["7.0.0", "<features><hyperv mode='x'/></features>", ["warning attribute-unknown"]],
  ["7.0.0", "<features><hyperv><avic state='on'/></hyperv></features>", ["error hyperv-feature-unknown"]],
  ["7.0.0", "<features><kvm><pv-ipi state='on'/></kvm></features>", ["error kvm-feature-unknown"]],
  ["7.10.0", "<features><kvm><pv-ipi state='on'/></kvm></features>", []],
  ["7.0.0", "<features><kvm><hint-dedicated state='on'/></kvm></features>", ["error attribute-value"]],
  ["9.0.0", "<features><kvm><hint-dedicated state='on'/></kvm></features>", []],
  ["7.0.0", "<clock offset='utc'><timer name='tsc' frequency=''/></clock>", []],
  ["9.0.0", "<clock offset='utc'><timer name='tsc' frequency=''/></clock>", ["error attribute-value"]],
  ["7.0.0", "<features><hyperv><spinlocks state='on' retries='004095'/></hyperv></features>", []],
  ["7.0.0", "<features><hyperv><spinlocks state='on' retries='0xfff'/></hyperv></features>", ["error attribute-value"]],
  ["7.0.0", "<features><tcg/></features>", ["error domain-feature-unknown"]],
  ["7.0.0", "<devices><iommu model='virtio'/></devices>", ["error attribute-value"]],
])("%s: %s", async (release, cpu, expected) => {
  const catalogue = await testCatalogue("x86_64", release);
  const findings = checkDocument({ document: parseXml(`<domain type='kvm'><vcpu>2</vcpu>${cpu}</domain>`), catalogue });
  const shown = findings.filter(({ severity }) => severity === "error" || severity === "warning");
  const about = new Set(expected.map((line) => line.split(" ")[1]).concat("topology-vcpus", "attribute-value"));
  expect(shown.filter(({ rule }) => about.has(rule)).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(
    expected,
  );
});
