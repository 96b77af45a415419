import { expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { testCatalogue } from "../../support/catalogue.js";

const topology = (clusters: string): string =>
  `<cpu mode='host-model'><topology sockets='1' dies='1' clusters='${clusters}' cores='2' threads='1'/></cpu>`;

/** What each release says: libvirt drops attributes that it does not read yet (measured on 9.0.0). */
it.each([
  ["12.8.0", topology("0"), ["error attribute-value"]],
  ["9.0.0", topology("0"), ["warning attribute-value"]],
  ["12.8.0", topology("2"), ["error topology-vcpus"]],
  ["9.0.0", topology("2"), []],
  ["12.8.0", "<cpu mode='host-model' deprecated_features='x'/>", ["error attribute-value"]],
  ["9.0.0", "<cpu mode='host-model' deprecated_features='x'/>", ["warning attribute-value"]],
  [
    "12.8.0",
    "<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='0'/></cpu>",
    ["error attribute-value"],
  ],
  [
    "9.0.0",
    "<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='0'/></cpu>",
    ["warning attribute-value"],
  ],
  ["12.8.0", "<cpu><model vendor_id=''>Penryn</model></cpu>", ["warning vendor-id"]],
  ["12.8.0", "<cpu><model vendor_id='short'>Penryn</model></cpu>", ["error vendor-id"]],
  ["9.0.0", "<cpu><model fallback=''>Penryn</model></cpu>", ["warning model-fallback"]],
])("%s: %s", async (release, cpu, expected) => {
  const catalogue = await testCatalogue("x86_64", release);
  const findings = checkDocument({ document: parseXml(`<domain type='kvm'><vcpu>2</vcpu>${cpu}</domain>`), catalogue });
  const shown = findings.filter(({ severity }) => severity === "error" || severity === "warning");
  const about = new Set(expected.map((line) => line.split(" ")[1]).concat("topology-vcpus", "attribute-value"));
  expect(shown.filter(({ rule }) => about.has(rule)).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(
    expected,
  );
});
