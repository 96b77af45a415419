import * as l10n from "@vscode/l10n";
import type { BlockedHosts } from "../../hosts/index.js";
import {
  type Block,
  code,
  featureSpans,
  fill,
  heading,
  hostCount,
  hostNames,
  list,
  moreHosts,
  paragraph,
  proseSpans,
  type ReportDocument,
  type Span,
  strong,
  type Text,
  table,
  unknownBlocks,
} from "../document.js";
import { highestRung, type LadderUse, type LevelReport, type Rung } from "./levelReport.js";

const MOST_GROUPS = 5;
/** Each level is said on its own, and what lacks for one lacks for the next. */
const MOST_FEATURES = 8;

/** The ladders of hosts as something to read. */
export function levelDocument(report: LevelReport): ReportDocument {
  const { name, vendors, abi, others, unknown } = report;
  const several = vendors.length > 1 || others.length > 0;
  return {
    title: l10n.t("CPU levels of {0}", name),
    summary: summaryOf(report),
    blocks: [
      ...vendors.flatMap((ladder) => ladderBlocks(ladder, l10n.t("{0} generations", ladder.name), several)),
      ...(abi === undefined ? [] : ladderBlocks(abi, l10n.t("x86-64 levels"), false)),
      ...(abi === undefined ? [] : [abiNote()]),
      ...(others.length === 0 ? [] : [heading(l10n.t("Hosts without levels"))]),
      ...list(others.map(({ hosts, why }): Text => [strong(hostNames(hosts)), `: ${why}.`])),
      ...unknownBlocks(unknown),
    ],
  };
}

function summaryOf({ vendors, abi, unknown }: LevelReport): Span[] {
  const parts = [...vendors, ...(abi === undefined ? [] : [abi])].flatMap((ladder, index): Span[] => [
    ...(index === 0 ? [] : [" "]),
    ...highestText(ladder, ladder === abi),
  ]);
  if (parts.length === 0) return [l10n.t("There is no data about a host with levels.")];
  return unknown.length === 0
    ? parts
    : [...parts, ` ${l10n.t("There is no data about {0}.", hostNames(unknown.map(({ name }) => name)))}`];
}

function highestText(ladder: LadderUse, isAbi: boolean): Span[] {
  const highest = highestRung(ladder);
  const [host = "", another] = ladder.hosts;
  const what = isAbi ? l10n.t("x86-64 level") : l10n.t("{0} generation", ladder.name);
  if (highest === undefined) {
    return another === undefined
      ? [l10n.t("The host reaches no {0}, as far as is known.", what)]
      : [l10n.t("The hosts reach no common {0}, as far as is known.", what)];
  }
  const model = highest.model === undefined ? [] : [" ", ...fill(l10n.t("Its model is {0}."), code(highest.model))];
  return another === undefined
    ? [...fill(l10n.t("The highest {0} of {1} is {2}."), what, host, strong(highest.name)), ...model]
    : [...fill(l10n.t("The highest {0} of all hosts is {1}."), what, strong(highest.name)), ...model];
}

function ladderBlocks(ladder: LadderUse, title: string, namesHosts: boolean): Block[] {
  const { rungs, hosts } = ladder;
  const highest = highestRung(ladder);
  const above = rungs.slice(highest === undefined ? 0 : rungs.indexOf(highest) + 1);
  const hasModels = rungs.some(({ model }) => model !== undefined);
  const row = (rung: Rung): Text[] => [
    rung === highest ? strong(rung.name) : rung.name,
    ...(hasModels ? [rung.model === undefined ? l10n.t("none") : code(rung.model)] : []),
    stateText(rung, hosts.length),
  ];
  return [
    heading(title),
    ...(namesHosts ? [paragraph(l10n.t("Of {0}: {1}.", hostCount(hosts.length), hostNames(hosts)))] : []),
    ...table(
      [
        l10n.t("Level"),
        ...(hasModels ? [l10n.t("libvirt's model")] : []),
        hosts.length === 1 ? l10n.t("Reached") : l10n.t("Hosts"),
      ],
      rungs.map(row),
    ),
    ...blockedBlocks(above),
    ...noteBlocks(rungs),
  ];
}

function stateText({ isKnown, usable, blocked, unknown }: Rung, total: number): string {
  if (!isKnown) return l10n.t("– no model");
  const isOpen = blocked.length === 0 && unknown.length > 0;
  if (total === 1) return isOpen ? l10n.t("? unknown") : blocked.length === 0 ? l10n.t("✓ yes") : l10n.t("✗ no");
  const sign = isOpen ? "?" : blocked.length === 0 ? "✓" : "✗";
  const number = numberText(usable.length, total);
  return `${sign} ${unknown.length === 0 ? number : l10n.t("{0}, {1} unknown", number, unknown.length)}`;
}

function numberText(usable: number, total: number): string {
  if (usable === total) return l10n.t("all");
  return usable === 0 ? l10n.t("none") : l10n.t("{0} of {1}", usable, total);
}

function blockedBlocks(above: readonly Rung[]): Block[] {
  const items = above.filter(({ blocked, unknown }) => blocked.length + unknown.length > 0).map(blockedText);
  if (items.length === 0) return [];
  const isOpen = above.some(({ unknown }) => unknown.length > 0);
  return [
    paragraph(l10n.t("Missing for the next levels:")),
    ...list(items),
    ...(isOpen
      ? [paragraph(...fill(l10n.t("If something is unknown, add {0} of the host."), code("virsh capabilities")))]
      : []),
  ];
}

function blockedText({ name, blocked, unknown }: Rung): Text {
  const rest = blocked.slice(MOST_GROUPS).reduce((sum, { hosts }) => sum + hosts.length, 0);
  const reasons: Span[][] = [
    ...blocked.slice(0, MOST_GROUPS).map(reasonText),
    ...(rest === 0 ? [] : [[l10n.t("{0} for other reasons", moreHosts(rest))]]),
    ...(unknown.length === 0 ? [] : [[l10n.t("unknown on {0}", hostNames(unknown))]]),
  ];
  return [strong(name), ": ", ...reasons.flatMap((text, index) => (index === 0 ? text : ["; ", ...text])), "."];
}

function reasonText({ hosts, blockers }: BlockedHosts): Span[] {
  const names = hostNames(hosts);
  if (blockers.length === 0) return [l10n.t("model not supported on {0}", names)];
  return fill(l10n.t("{0} missing on {1}"), featureSpans(blockers, MOST_FEATURES), names);
}

function noteBlocks(rungs: readonly Rung[]): Block[] {
  return rungs.flatMap(({ name, note }) =>
    note === undefined ? [] : [paragraph(...fill(l10n.t("Note on {0}: {1}"), strong(name), proseSpans(l10n.t(note))))],
  );
}

/** See ABI_LEVELS. */
function abiNote(): Block {
  return paragraph(
    ...proseSpans(
      l10n.t(
        "x86-64-v3 has F16C and LZCNT (`abm`) as well. They are not checked: libvirt's models of Haswell and Broadwell do not list them, QEMU provides them, and every processor with AVX2 and BMI2 has them.",
      ),
    ),
  );
}
