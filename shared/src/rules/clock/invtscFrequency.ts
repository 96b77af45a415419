import * as l10n from "@vscode/l10n";
import { foreignArch } from "../../domain/guestMachine.js";
import { readTimers } from "../../domain/timers.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { addToClock } from "../../edits/domainEdits.js";
import { removeElements } from "../../edits/removeElements.js";
import { documentStyle } from "../../xml/index.js";
import { elementOf, offer } from "../fix.js";
import type { Check, FixMaker, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";
import { frequencyOf } from "./frequency.js";

/** libvirt: qemuMigrationSrcIsAllowed (11.3), which also guards saving and snapshots with memory. */
const invtscFrequency: Check = function* ({ view }) {
  if (view.domain === undefined || !runsOnQemu(view.type?.value) || foreignArch(view) !== undefined) return;
  const invtsc = view.cpu?.features.find(({ name }) => name?.value === "invtsc");
  const policy = invtsc?.policy?.value ?? "require";
  if (invtsc === undefined || (policy !== "require" && policy !== "force")) return;
  const isSaid = readTimers(view).some((timer) => timer.name?.value === "tsc" && frequencyOf(timer) !== undefined);
  if (isSaid) return;
  const libvirt =
    "Requested operation is not valid: domain has 'invtsc' CPU feature but TSC frequency is not specified";
  yield { rule: "invtsc-frequency", range: invtsc.element, libvirt };
};

/** A frequency to start from: only the author knows that of the hosts. */
const SOME_FREQUENCY = "2500000000";

const fixInvtsc: FixMaker = (finding, context) => {
  const element = elementOf(finding, context);
  const view = viewAt(context, finding.start);
  if (element === undefined || view?.domain === undefined) return [];
  const { text } = context.document;
  const named = view.cpu?.features.filter(({ name }) => name?.value === "invtsc").map((each) => each.element) ?? [];
  const { quote } = documentStyle(text);
  const timer = readTimers(view).find(({ name }) => name?.value === "tsc");
  const line = `<timer name=${quote}tsc${quote} frequency=${quote}${SOME_FREQUENCY}${quote}/>`;
  const edit =
    timer === undefined
      ? addToClock(text, view.domain, [line])
      : setAttribute(text, timer.element, "frequency", SOME_FREQUENCY);
  return [
    offer(l10n.t("Say a TSC frequency ({0} Hz; write that of your hosts)", SOME_FREQUENCY), edit),
    offer(l10n.t("Remove the feature invtsc"), ...removeElements(text, named)),
  ];
};

/** Invtsc and migration. */
export const invtscRules: readonly Rule[] = [
  {
    id: "invtsc-frequency",
    stage: "migrate",
    severity: "warning",
    message:
      "With invtsc this VM can't be migrated, saved or snapshotted unless a <timer name='tsc'> says the frequency.",
    check: invtscFrequency,
    fix: fixInvtsc,
  },
];
