import * as l10n from "@vscode/l10n";
import type { CpuDefinition } from "../../engine/index.js";
import type { Finding, Fix, Rule, RuleContext } from "../rule.js";
import { giveVcpus } from "../vcpus/giveVcpus.js";
import { viewAt } from "../viewAt.js";
import { migrationInPool } from "./migration.js";
import { proposals } from "./proposals.js";
import {
  allOf,
  proposeAddressBits,
  proposeBaseline,
  proposeDisabled,
  proposeDisabling,
  proposeHostModel,
  proposeMode,
  proposeModels,
  proposeOptional,
  proposeRemoving,
  proposeVendor,
} from "./propose.js";
import { startOnTarget } from "./startOnTarget.js";

/** The definition with one thing said otherwise. */
function change(title: () => string, after: (cpu: CpuDefinition) => CpuDefinition) {
  return proposals(({ cpu }) => [{ title: title(), cpu: after(cpu) }]);
}

function fewerVcpus(finding: Finding, context: RuleContext): Fix[] {
  const view = viewAt(context, finding.start);
  const limit = Number(finding.data.limit);
  return view === undefined || !(limit > 0) ? [] : giveVcpus(context.document.text, view, limit);
}

const NOT_THERE = "the VM does not start there.";
/** What keeps a VM from starting on the hosts of its target, and from moving between them. */
const rows: readonly Omit<Rule, "tried">[] = [
  {
    id: "target-model",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {lack} {named}, which {model} needs: ${NOT_THERE} Disable what is missing, or take another model.{more}`,
    check: startOnTarget,
    fix: proposals(allOf(proposeDisabling, proposeModels, proposeHostModel)),
  },
  {
    id: "target-feature",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {lack} {name}: ${NOT_THERE} Remove it, or make it optional.{more}`,
    fix: proposals(allOf(proposeRemoving, proposeOptional)),
  },
  {
    id: "target-forbidden-feature",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {have} {name}, which the definition forbids: ${NOT_THERE} disable takes it from the guest instead.{more}`,
    fix: proposals(proposeDisabled),
  },
  {
    id: "target-vendor",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {have} a processor of another vendor than {vendor}: ${NOT_THERE} Without <vendor> any host may run it that has the features.{more}`,
    fix: proposals(proposeVendor),
  },
  {
    id: "target-strict",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {have} features beyond this CPU, and match='strict' refuses that: ${NOT_THERE} Use exact.{more}`,
    fix: change(
      () => l10n.t("Change match to exact"),
      (cpu) => ({ ...cpu, match: "exact" }),
    ),
  },
  {
    id: "target-check-full",
    stage: "start",
    severity: "warning",
    message: `check='full' does not hold on {hosts}, the guest's CPU would differ in {named}: ${NOT_THERE} Use partial.{more}`,
    fix: change(
      () => l10n.t("Change check to partial"),
      (cpu) => ({ ...cpu, check: "partial" }),
    ),
  },
  {
    id: "target-model-unknown",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {know} no model {model}: ${NOT_THERE} Take a model that all of them know.{more}`,
    fix: proposals(allOf(proposeModels, proposeHostModel)),
  },
  {
    id: "target-feature-unknown",
    stage: "start",
    severity: "warning",
    message: `libvirt on {hosts} does not know the feature {name}: ${NOT_THERE} Remove the line.{more}`,
    fix: proposals(proposeRemoving),
  },
  {
    id: "target-mode",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {doNot} support mode {mode} for domains of type {type}: ${NOT_THERE}{more}`,
    fix: proposals(allOf(proposeMode, proposeBaseline)),
  },
  {
    id: "target-migratable",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {doNot} support migratable='on': ${NOT_THERE} Remove it.{more}`,
    fix: change(
      () => l10n.t("Remove migratable"),
      ({ migratable: _migratable, ...cpu }) => cpu,
    ),
  },
  {
    id: "target-address-bits",
    stage: "start",
    severity: "warning",
    message: `{bits} address bits are more than {hosts} {have}: ${NOT_THERE}{more}`,
    fix: proposals(proposeAddressBits),
  },
  {
    id: "target-vcpus",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {take} at most {limit} vCPUs with this machine type: ${NOT_THERE}{more}`,
    fix: fewerVcpus,
  },
  {
    id: "target-arch",
    stage: "start",
    severity: "information",
    message: `{Hosts}: {because}.{more}`,
  },
  {
    id: "host-model-migration",
    stage: "migrate",
    severity: "warning",
    message:
      "host-model is another CPU on each host of {target}: {difference}. A VM that was started on the better ones does not migrate to the others. Write out what all have.",
    check: migrationInPool,
    fix: proposals(proposeBaseline),
  },
  {
    id: "host-passthrough-migration",
    stage: "migrate",
    severity: "warning",
    message:
      "{mode} hands the guest each host's own processor, and those of {target} differ: {difference}. Migrated, the guest finds another CPU, or crashes. Write out what all have.",
    fix: proposals(proposeBaseline),
  },
];

export const targetRules: readonly Rule[] = rows.map((rule) => ({ ...rule, tried: true }));
