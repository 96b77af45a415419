import * as l10n from "@vscode/l10n";
import { takesHostCpu } from "../../engine/index.js";
import { type Differences, differencesOf, type Lack } from "../../hosts/differences.js";
import { type Assessment, featureList, groupReasons, hostList, vendorsText } from "../../hosts/index.js";
import type { Check, CheckContext } from "../rule.js";
import { assessmentOf } from "./assessmentOf.js";

const MOST_GROUPS = 2;

/**
 * A CPU that follows its host, on hosts that differ: started on one it does not move to another (virCPUCheckFeature and
 * the CPU in the migration cookie), or the guest finds another CPU there.
 */
export const migrationInPool: Check = function* (context) {
  const { view, cpu } = context;
  const rule = ruleFor(context);
  const mode = view.cpu?.mode;
  if (rule === undefined || cpu === undefined || mode === undefined) return;
  const assessment = assessmentOf(context);
  const target = assessment?.target;
  if (
    assessment === undefined ||
    target === undefined ||
    isOfOtherArch(assessment) ||
    !target.isPool ||
    target.hosts.length < 2
  )
    return;
  const off = new Set(
    cpu.features.flatMap(({ name, policy }) => (policy === "disable" || policy === "forbid" ? [name] : [])),
  );
  const differences = differencesOf(target, rule === "host-model-migration" ? "given" : "processor");
  const difference = vendorsText(target) || differenceText(differences, off);
  if (difference === "") return;
  const range = mode.attribute.valueRange ?? mode.attribute;
  yield { rule, range, data: { mode: cpu.mode ?? "", target: target.name, difference } };
};

/** What is known of the hosts is about other guests. */
function isOfOtherArch(assessment: Assessment): boolean {
  return groupReasons(assessment).some(({ problem }) => problem.code === "other-arch");
}

function ruleFor({ cpu, view }: CheckContext): "host-model-migration" | "host-passthrough-migration" | undefined {
  if (cpu?.mode === "host-model") return "host-model-migration";
  // Emulated, maximum is QEMU's and the same on every processor.
  if (cpu?.mode === "maximum" && view.type?.value === "qemu") return undefined;
  return takesHostCpu(cpu?.mode) ? "host-passthrough-migration" : undefined;
}

/** "node2 lacks hle, rtm", without the features that the guest does not have anyway. */
function differenceText({ lacks }: Differences, off: ReadonlySet<string>): string {
  const left = lacks.flatMap(({ hosts, features }): Lack[] => {
    const names = features.filter((name) => !off.has(name));
    return names.length === 0 ? [] : [{ hosts, features: names }];
  });
  const said = left.slice(0, MOST_GROUPS).map(({ hosts, features }) => {
    const lacking = featureList(features);
    return hosts.length > 1
      ? l10n.t("{0} lack {1}", hostList(hosts), lacking)
      : l10n.t("{0} lacks {1}", hostList(hosts), lacking);
  });
  return said.join("; ") + (left.length > MOST_GROUPS ? l10n.t("; others differ too") : "");
}
