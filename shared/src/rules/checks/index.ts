import type { Check } from "../rule.js";
import { featureUnknown } from "./featureUnknown.js";
import { matchIgnored, modelIgnored } from "./ignored.js";
import { modeElement, modelMissing, modelNameAttribute } from "./modelMissing.js";
import { modelUnknown } from "./modelUnknown.js";
import { modeNeedsKvm } from "./modeNeedsKvm.js";
import { secondCpu, unknownToSchema } from "./schema.js";
import { topologyVcpus } from "./topologyVcpus.js";
import { vcpuCount } from "./vcpuCount.js";
import { vendorUnknown } from "./vendorUnknown.js";
import { xmlErrors } from "./xmlErrors.js";

/** All checks but those that libvirt's own parser makes, see definitionOf.ts. */
export const CHECKS: readonly Check[] = [
  xmlErrors,
  vcpuCount,
  topologyVcpus,
  featureUnknown,
  modelUnknown,
  modeNeedsKvm,
  vendorUnknown,
  modelNameAttribute,
  modeElement,
  modelMissing,
  unknownToSchema,
  secondCpu,
  modelIgnored,
  matchIgnored,
];
