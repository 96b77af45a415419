import * as l10n from "@vscode/l10n";
import type { FeatureView } from "../../domain/index.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { takesHostCpu } from "../../engine/index.js";
import { attributeOf, elementOf, offer, prefer, repair } from "../fix.js";
import type { Check, CheckContext, Report, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** QEMU is told on, off or nothing; all else about policies is libvirt's comparison. */
const policies: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  if (catalogue.map?.arch !== "x86" || !runsOnQemu(view.type?.value) || cpu === undefined) return;
  const passesThrough = takesHostCpu(cpu.mode);
  for (const feature of view.cpu?.features ?? []) {
    const { policy, name } = feature;
    if (policy === undefined || name === undefined || name.value === "") continue;
    const rule = passesThrough ? passthroughRule(policy.value, cpu.check) : policy.value === "force" && "policy-force";
    if (rule) yield toReport(rule, feature, { mode: cpu.mode ?? "", name: name.value });
  }
};

function passthroughRule(policy: string, check: string | undefined): string | undefined {
  if (policy === "optional") return "policy-optional-ignored";
  if (policy === "forbid") return check === undefined || check === "none" ? "policy-forbid-unchecked" : undefined;
  return policy === "force" ? "policy-force" : undefined;
}

function toReport(rule: string, { element, policy }: FeatureView, data: Record<string, string>): Report {
  const attribute = policy?.attribute;
  const range = rule === "policy-optional-ignored" ? element : (attribute?.valueRange ?? attribute ?? element);
  return { rule, range, data };
}

/** Policies that do not do what they say. */
export const policyRules: readonly Rule[] = [
  {
    id: "policy-optional-ignored",
    stage: "silent",
    severity: "hint",
    message: "Under {mode} an optional feature changes nothing: the VM has {name} where the host has it.",
    tags: ["unnecessary"],
    check: policies,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      return [repair(l10n.t("Remove {0}", finding.data.name ?? ""), removeElement(context.document.text, element))];
    },
  },
  {
    id: "policy-forbid-unchecked",
    stage: "silent",
    severity: "hint",
    message:
      "Under {mode} nothing is checked, so that forbid only turns {name} off. Say disable, or ask for check='partial'.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const cpu = viewAt(context, finding.start)?.cpu;
      if (element === undefined || cpu === undefined) return [];
      const { text } = context.document;
      return [
        prefer(l10n.t("Change the policy to disable"), setAttribute(text, element, "policy", "disable")),
        offer(l10n.t("Let libvirt check it (check='partial')"), setAttribute(text, cpu.element, "check", "partial")),
      ];
    },
  },
  {
    id: "policy-force",
    stage: "silent",
    severity: "information",
    message:
      "force does no more than require, but is not checked: on a host without {name} the VM starts without it. Use require.",
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const element = elementOf(finding, context);
      if (attribute === undefined || element === undefined) return [];
      return [
        prefer(
          l10n.t("Change the policy to require"),
          setAttribute(context.document.text, element, "policy", "require"),
        ),
      ];
    },
  },
];
