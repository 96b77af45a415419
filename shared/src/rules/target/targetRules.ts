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
function change(title: string, after: (cpu: CpuDefinition) => CpuDefinition) {
  return proposals(({ cpu }) => [{ title, cpu: after(cpu) }]);
}

function fewerVcpus(finding: Finding, context: RuleContext): Fix[] {
  const view = viewAt(context, finding.start);
  const limit = Number(finding.data.limit);
  return view === undefined || !(limit > 0) ? [] : giveVcpus(context.document.text, view, limit);
}

const NOT_THERE = "the VM does not start there.";
const WHERE =
  "What the VM runs on is the target of `libvirt-cpu.json`: a host or a pool. The finding is an error where the VM starts on none of its hosts.";

/** What keeps a VM from starting on the hosts of its target, and from moving between them. */
export const targetRules: readonly Rule[] = [
  {
    id: "target-model",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {lack} {named}, which {model} needs: ${NOT_THERE} Disable what is missing, or take another model.{more}`,
    explanation: `libvirt refuses a model of which a host lacks a feature, unless the definition disables that feature. ${WHERE}`,
    example: "<cpu><model>Skylake-Server-IBRS</model></cpu>",
    target: ["node1", "node2"],
    check: startOnTarget,
    fix: proposals(allOf(proposeDisabling, proposeModels, proposeHostModel)),
  },
  {
    id: "target-feature",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {lack} {name}: ${NOT_THERE} Remove it, or make it optional.{more}`,
    explanation: `A required feature must be there on every host that the VM is to start on. ${WHERE}`,
    example: "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='require' name='avx512f'/></cpu>",
    target: ["node1", "node2"],
    fix: proposals(allOf(proposeRemoving, proposeOptional)),
  },
  {
    id: "target-forbidden-feature",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {have} {name}, which the definition forbids: ${NOT_THERE} disable takes it from the guest instead.{more}`,
    explanation: `forbid does not take a feature away; it refuses every host that has it. ${WHERE}`,
    example: "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='forbid' name='pdpe1gb'/></cpu>",
    target: ["node1", "node2"],
    fix: proposals(proposeDisabled),
  },
  {
    id: "target-vendor",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {have} a processor of another vendor than {vendor}: ${NOT_THERE} Without <vendor> any host may run it that has the features.{more}`,
    explanation: `\`<vendor>\` refuses hosts of every other vendor, also those that have all features. ${WHERE}`,
    example: "<cpu><model>Nehalem</model><vendor>AMD</vendor><feature policy='require' name='aes'/></cpu>",
    target: ["node1", "node2"],
    fix: proposals(proposeVendor),
  },
  {
    id: "target-strict",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {have} features beyond this CPU, and match='strict' refuses that: ${NOT_THERE} Use exact.{more}`,
    explanation: `strict refuses a host that has more than the definition; exact hides the rest from the guest. ${WHERE}`,
    example: "<cpu match='strict'><model>Westmere</model><feature policy='require' name='pcid'/></cpu>",
    target: ["node1", "node2"],
    fix: change("Change match to exact", (cpu) => ({ ...cpu, match: "exact" })),
  },
  {
    id: "target-check-full",
    stage: "start",
    severity: "warning",
    message: `check='full' does not hold on {hosts}, the guest's CPU would differ in {named}: ${NOT_THERE} Use partial.{more}`,
    explanation: `full compares what QEMU really gives with every feature of the definition, also with those that QEMU adds by itself. ${WHERE}`,
    example: "<cpu check='full'><model>Haswell-noTSX-IBRS</model></cpu>",
    target: ["node1", "node2"],
    fix: change("Change check to partial", (cpu) => ({ ...cpu, check: "partial" })),
  },
  {
    id: "target-model-unknown",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {know} no model {model}: ${NOT_THERE} Take a model that all of them know.{more}`,
    explanation: `Models come with releases of libvirt and QEMU; an older host does not know the newest. ${WHERE}`,
    example: "<cpu><model fallback='forbid'>cpu64-rhel6</model></cpu>",
    target: ["node1", "node2"],
    fix: proposals(allOf(proposeModels, proposeHostModel)),
  },
  {
    id: "target-feature-unknown",
    stage: "start",
    severity: "warning",
    message: `libvirt on {hosts} does not know the feature {name}: ${NOT_THERE} Remove the line.{more}`,
    explanation: `libvirt refuses a name that its CPU map does not have, whatever the policy. ${WHERE}`,
    example: "<cpu mode='host-model'><feature policy='disable' name='amx-fp16'/></cpu>",
    target: ["libvirt90-node1", "node2"],
    fix: proposals(proposeRemoving),
  },
  {
    id: "target-mode",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {doNot} support mode {mode} for domains of type {type}: ${NOT_THERE}{more}`,
    explanation: `Which modes there are depends on the hypervisor and its release; domain capabilities list them. ${WHERE}`,
    example: "<cpu mode='maximum'/>",
    target: ["old-node1", "node2"],
    fix: proposals(allOf(proposeMode, proposeBaseline)),
  },
  {
    id: "target-migratable",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {doNot} support migratable='on': ${NOT_THERE} Remove it.{more}`,
    explanation: `An old QEMU cannot leave out of the host's CPU what blocks migration. ${WHERE}`,
    example: "<cpu mode='host-passthrough' migratable='on'/>",
    target: ["old-node1", "node2"],
    fix: change("Remove migratable", ({ migratable: _migratable, ...cpu }) => cpu),
  },
  {
    id: "target-address-bits",
    stage: "start",
    severity: "warning",
    message: `{bits} address bits are more than {hosts} {have}: ${NOT_THERE}{more}`,
    explanation: `A guest's physical addresses may not be wider than the host's. ${WHERE}`,
    example: "<cpu mode='host-model'><maxphysaddr mode='emulate' bits='52'/></cpu>",
    target: ["node1", "node2"],
    fix: proposals(proposeAddressBits),
  },
  {
    id: "target-vcpus",
    stage: "start",
    severity: "warning",
    message: `{Hosts} {take} at most {limit} vCPUs with this machine type: ${NOT_THERE}{more}`,
    explanation: `The machine type of the hypervisor limits the vCPUs; domain capabilities say how many. ${WHERE}`,
    example:
      "<domain type='kvm'><vcpu>5000</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'/></domain>",
    target: ["node1", "node2"],
    fix: fewerVcpus,
  },
  {
    id: "target-arch",
    stage: "start",
    severity: "information",
    message: `{Hosts}: {because}.{more}`,
    explanation: `With KVM a host runs guests of its own architecture only. Perhaps the target is not where this VM is to run.`,
    example:
      "<domain type='kvm'><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='host-passthrough'/></domain>",
    target: ["node1"],
  },
  {
    id: "host-model-migration",
    stage: "migrate",
    severity: "warning",
    message:
      "host-model is another CPU on each host of {target}: {difference}. A VM that was started on the better ones does not migrate to the others. Write out what all have.",
    explanation:
      "host-model is expanded when the VM starts, and the running guest keeps that CPU. A host that lacks one of its features refuses the migration.",
    example: "<cpu mode='host-model'/>",
    target: ["node1", "node2"],
    check: migrationInPool,
    fix: proposals(proposeBaseline),
  },
  {
    id: "host-passthrough-migration",
    stage: "migrate",
    severity: "warning",
    message:
      "{mode} hands the guest each host's own processor, and those of {target} differ: {difference}. Migrated, the guest finds another CPU, or crashes. Write out what all have.",
    explanation:
      "libvirt cannot compare what it does not know: it lets such a VM migrate to any host, and leaves it to the guest to survive that.",
    example: "<cpu mode='host-passthrough'/>",
    target: ["node1", "node2"],
    fix: proposals(proposeBaseline),
  },
];
