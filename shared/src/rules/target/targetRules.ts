import type { Rule } from "../kit.js";
import { migrationInPool } from "./migration.js";
import { startOnTarget } from "./startOnTarget.js";

const CANNOT_START = "The VM cannot start there.";
/** What keeps a VM from starting on the hosts of its target, and from moving between them. */
const rows: readonly Omit<Rule, "tried">[] = [
  {
    id: "target-model",
    stage: "start",
    severity: "warning",
    message: `{model} needs {named}, not available on {hosts}. ${CANNOT_START} Disable the missing features, or use another model.{more}`,
    check: startOnTarget,
  },
  {
    id: "target-feature",
    stage: "start",
    severity: "warning",
    message: `{name} is missing on {hosts}. ${CANNOT_START} Remove the feature, or set its policy to optional.{more}`,
  },
  {
    id: "target-forbidden-feature",
    stage: "start",
    severity: "warning",
    message: `The definition forbids {name}, but it is available on {hosts}. ${CANNOT_START} Use disable to hide it from the guest instead.{more}`,
  },
  {
    id: "target-vendor",
    stage: "start",
    severity: "warning",
    message: `<vendor> is {vendor}, but the CPU vendor is different on {hosts}. ${CANNOT_START} Remove <vendor> to allow every host that has the features.{more}`,
  },
  {
    id: "target-strict",
    stage: "start",
    severity: "warning",
    message: `match='strict' allows no other features, but there are more on {hosts}. ${CANNOT_START} Use exact.{more}`,
  },
  {
    id: "target-check-full",
    stage: "start",
    severity: "warning",
    message: `check='full' fails on {hosts}: the guest's CPU would differ in {named}. ${CANNOT_START} Use partial.{more}`,
  },
  {
    id: "target-model-unknown",
    stage: "start",
    severity: "warning",
    message: `The model {model} is not supported on {hosts}. ${CANNOT_START} Use a model that all hosts support.{more}`,
  },
  {
    id: "target-feature-unknown",
    stage: "start",
    severity: "warning",
    message: `libvirt on {hosts} does not support the feature {name}. ${CANNOT_START} Remove the feature.{more}`,
  },
  {
    id: "target-mode",
    stage: "start",
    severity: "warning",
    message: `Mode {mode} is not supported for domain type {type} on {hosts}. ${CANNOT_START}{more}`,
  },
  {
    id: "target-migratable",
    stage: "start",
    severity: "warning",
    message: `migratable='on' is not supported on {hosts}. ${CANNOT_START} Remove it.{more}`,
  },
  {
    id: "target-address-bits",
    stage: "start",
    severity: "warning",
    message: `maxphysaddr is {bits} bits, but fewer are available on {hosts}. ${CANNOT_START}{more}`,
  },
  {
    id: "target-vcpus",
    stage: "start",
    severity: "warning",
    message: `This machine type supports at most {limit} vCPUs on {hosts}. ${CANNOT_START}{more}`,
  },
  {
    id: "target-machine",
    stage: "start",
    severity: "warning",
    message: `The machine type {machine} is not available on {hosts}. ${CANNOT_START}{hint}{more}`,
  },
  {
    id: "target-tsc",
    stage: "start",
    severity: "warning",
    message: `The TSC frequency is different on {hosts} and cannot be scaled. ${CANNOT_START}{more}`,
  },
  {
    id: "target-vm",
    stage: "start",
    severity: "warning",
    message: `On {hosts}: {because}. ${CANNOT_START}{more}`,
  },
  {
    id: "target-arch",
    stage: "start",
    severity: "information",
    message: "On {hosts}: {because}.{more}",
  },
  {
    id: "host-model-migration",
    stage: "migrate",
    severity: "warning",
    message:
      "host-model gives a different CPU on each host of {target}: {difference}. A VM started on one host may not migrate to another. Use the baseline of {target}.",
    check: migrationInPool,
  },
  {
    id: "host-passthrough-migration",
    stage: "migrate",
    severity: "warning",
    message:
      "{mode} exposes each host's own CPU, and the hosts of {target} differ: {difference}. After migration the guest may crash. Use the baseline of {target}.",
  },
];

export const targetRules: readonly Rule[] = rows.map((rule) => ({ ...rule, tried: true }));
