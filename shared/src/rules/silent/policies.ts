import * as l10n from "@vscode/l10n";
import type { CpuView } from "../../domain/index.js";
import { removeElement, setAttribute, setValue } from "../../edits/index.js";
import { DROPPED_AT_START, GIVEN_TO_KVM_GUESTS, takesHostCpu } from "../../engine/internal.js";
import type { XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  type Fix,
  offer,
  otherCpu,
  prefer,
  type Rule,
  repair,
  useMode,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt: virCPUx86Update adds what the host has beyond the model. s390x refuses it. */
const matchMinimum: Check = function* ({ view, cpu, catalogue }) {
  const typed = view.cpu;
  const match = typed?.match?.attribute;
  if (match === undefined || cpu?.match !== "minimum" || !runsOnQemu(view.type?.value)) return;
  if (typed === undefined || catalogue.map?.arch !== "x86") return;
  // What the host adds fits check='full' only as long as it is added.
  const make = typed.check?.value === "full" ? offer : prefer;
  yield {
    rule: "match-minimum",
    range: match.valueRange ?? match,
    fixes: ({ text }) =>
      [make(l10n.t("Change match to exact"), setValue(text, match, "exact")), useMode(text, typed, "host-model")].map(
        otherCpu,
      ),
  };
};

/** Libvirt itself writes check none for its default CPU, which requires nothing. */
const checkNone: Check = function* ({ view, cpu, catalogue }) {
  const check = view.cpu?.check;
  if (check === undefined || cpu?.check !== "none" || view.type?.value !== "kvm") return;
  if (catalogue.map?.arch !== "x86" || (cpu.mode !== "custom" && cpu.mode !== "host-model")) return;
  const required = cpu.features
    .filter(({ name, policy }) => policy === "require" && !GIVEN_TO_KVM_GUESTS.has(name))
    .map(({ name }) => name);
  if (required.length === 0) return;
  const names = required.slice(0, 3).join(", ") + (required.length > 3 ? ", …" : "");
  yield {
    rule: "check-none",
    range: check.attribute.valueRange ?? check.attribute,
    data: { names },
    // Where the host lacks one of them the VM starts no more.
    fixes: ({ text }) => [
      otherCpu(offer(l10n.t("Change check to partial"), setValue(text, check.attribute, "partial"))),
    ],
  };
};

/** How a named model is compared with the host. */
export const comparisonRules: readonly Rule[] = [
  {
    id: "match-minimum",
    aboutGuest: true,
    stage: "silent",
    severity: "warning",
    message:
      "match='minimum' gives the VM every feature of the host it starts on, as host-model does. Use exact for the same CPU on every host.",
    check: matchMinimum,
  },
  {
    id: "check-none",
    aboutGuest: true,
    stage: "silent",
    severity: "information",
    message:
      "With check='none' the VM also starts on hosts without {names}, and the guest runs without them. Use partial to get an error instead.",
    check: checkNone,
  },
];

const featureDropped: Check = function* ({ view, catalogue }) {
  const { map } = catalogue;
  if (map?.arch !== "x86" || !runsOnQemu(view.type?.value)) return;
  for (const { element, name, policy } of view.cpu?.features ?? []) {
    if (name === undefined || !DROPPED_AT_START.has(name.value) || !map.featureByName.has(name.value)) continue;
    yield {
      rule: "feature-dropped",
      range: element,
      data: { name: name.value },
      fixes: ({ text }) => {
        const title = l10n.t("Remove {0}", name.value);
        const remove = removeElement(text, element);
        // A forbidden one is dropped only after libvirt has looked whether the host has it.
        return [policy?.value === "forbid" ? otherCpu(offer(title, remove)) : repair(title, remove)];
      },
    };
  }
};

export const featureDroppedRules: readonly Rule[] = [
  {
    id: "feature-dropped",
    aboutGuest: true,
    stage: "silent",
    severity: "hint",
    message: "libvirt ignores {name} when the VM starts: QEMU cannot set it.",
    tags: ["unnecessary"],
    check: featureDropped,
  },
];

/** QEMU is told on, off or nothing; all else about policies is libvirt's comparison. */
const policies: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  if (catalogue.map?.arch !== "x86" || !runsOnQemu(view.type?.value) || cpu === undefined) return;
  const typed = view.cpu;
  if (typed === undefined) return;
  const isHostCpu = takesHostCpu(cpu.mode);
  for (const { element, policy, name } of typed.features) {
    if (policy === undefined || name === undefined || name.value === "") continue;
    const rule = isHostCpu ? passthroughRule(policy.value, cpu.check) : policy.value === "force" && "policy-force";
    if (!rule) continue;
    yield {
      rule,
      range: rule === "policy-optional-ignored" ? element : (policy.attribute.valueRange ?? policy.attribute),
      data: { mode: cpu.mode ?? "", name: name.value },
      fixes: ({ text }) => POLICY_FIXES[rule](text, element, { name: name.value, isHostCpu, cpu: typed }),
    };
  }
};

/** What else is to be known of a feature whose policy does not do what it says. */
interface Listed {
  readonly name: string;
  readonly cpu: CpuView;
  /** The mode takes the host's CPU. */
  readonly isHostCpu: boolean;
}

const POLICY_FIXES = {
  "policy-optional-ignored": (text: string, element: XmlElement, { name }: Listed): Fix[] => {
    // This one is off in a host's CPU as it is passed through: who lists it may want to require it.
    const make = name === "invtsc" ? offer : repair;
    return [make(l10n.t("Remove {0}", name), removeElement(text, element))];
  },
  "policy-forbid-unchecked": (text: string, element: XmlElement, { cpu }: Listed): Fix[] =>
    [
      prefer(l10n.t("Change the policy to disable"), setAttribute(text, element, "policy", "disable")),
      offer(l10n.t("Add check='partial'"), setAttribute(text, cpu.element, "check", "partial")),
    ].map(otherCpu),
  "policy-force": (text: string, element: XmlElement, { cpu, isHostCpu }: Listed): Fix[] => {
    // What is required is checked, unless the mode or check says otherwise: the VM may start no more.
    const make = isHostCpu || cpu.check?.value === "none" ? prefer : offer;
    return [otherCpu(make(l10n.t("Change the policy to require"), setAttribute(text, element, "policy", "require")))];
  },
} as const;

function passthroughRule(policy: string, check: string | undefined): keyof typeof POLICY_FIXES | undefined {
  if (policy === "optional") return "policy-optional-ignored";
  if (policy === "forbid") return check === undefined || check === "none" ? "policy-forbid-unchecked" : undefined;
  return policy === "force" ? "policy-force" : undefined;
}

/** Policies that do not do what they say. */
export const policyRules: readonly Rule[] = [
  {
    id: "policy-optional-ignored",
    aboutGuest: true,
    stage: "silent",
    severity: "hint",
    message: "With {mode} the policy optional has no effect: the VM always has {name} if the host has it.",
    tags: ["unnecessary"],
    check: policies,
  },
  {
    id: "policy-forbid-unchecked",
    stage: "silent",
    severity: "hint",
    message:
      "With {mode} libvirt checks nothing, so forbid only turns {name} off. Use disable, or set check='partial'.",
  },
  {
    id: "policy-force",
    aboutGuest: true,
    stage: "silent",
    severity: "information",
    message:
      "force does the same as require, but without a check: on a host without {name} the VM starts without it. Use require.",
  },
];
