import * as l10n from "@vscode/l10n";
import type { BlockedHosts } from "../../modelUse.js";
import {
  type Block,
  code,
  heading,
  list,
  paragraph,
  proseSpans,
  type ReportDocument,
  type Span,
  strong,
  type Text,
  table,
} from "../document.js";
import { count, featureSpans, hostNames } from "../lists.js";
import { unknownBlocks } from "../unknownHosts.js";
import type { LevelReport } from "./levelReport.js";
import { highestRung, type LadderUse, type Rung } from "./rung.js";

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
      ...vendors.flatMap((ladder) => ladderBlocks(ladder, l10n.t("Generations of {0}", ladder.name), several)),
      ...(abi === undefined ? [] : ladderBlocks(abi, l10n.t("Levels of x86-64"), false)),
      ...(abi === undefined ? [] : [abiNote()]),
      ...(others.length === 0 ? [] : [heading(l10n.t("Hosts without a ladder"))]),
      ...list(others.map(({ hosts, why }): Text => [strong(hostNames(hosts)), `: ${why}.`])),
      ...unknownBlocks(unknown),
    ],
  };
}

function summaryOf({ vendors, abi, unknown }: LevelReport): Span[] {
  const parts = [...vendors, ...(abi === undefined ? [] : [abi])].flatMap((ladder, index): Span[] => [
    ...(index === 0 ? [] : [" "]),
    ...highestText(ladder, ladder === abi ? l10n.t("x86-64 level") : l10n.t("{0} generation", ladder.name)),
  ]);
  if (parts.length === 0) return [l10n.t("Nothing is known of a host with levels.")];
  return unknown.length === 0
    ? parts
    : [...parts, l10n.t(" Nothing is known of {0}.", hostNames(unknown.map(({ name }) => name)))];
}

function highestText(ladder: LadderUse, what: string): Span[] {
  const highest = highestRung(ladder);
  const single = ladder.hosts.length === 1;
  if (highest === undefined)
    return [l10n.t("There is no {0} that {1} can be said to reach.", what, single ? "it" : l10n.t("all hosts"))];
  const hosts = single ? (ladder.hosts[0] ?? "") : l10n.t("all hosts");
  return [
    l10n.t("The highest {0} that {1} {2} is ", what, hosts, single ? "reaches" : "reach"),
    strong(highest.name),
    ...(highest.model === undefined ? [] : [l10n.t(", with the model "), code(highest.model)]),
    ".",
  ];
}

function ladderBlocks(ladder: LadderUse, title: string, namesHosts: boolean): Block[] {
  const { rungs, hosts } = ladder;
  const highest = highestRung(ladder);
  const above = rungs.slice(highest === undefined ? 0 : rungs.indexOf(highest) + 1);
  const hasModels = rungs.some(({ model }) => model !== undefined);
  const row = (rung: Rung): Text[] => [
    rung === highest ? strong(rung.name) : rung.name,
    ...(hasModels ? [rung.model === undefined ? "none" : code(rung.model)] : []),
    stateText(rung, hosts.length),
  ];
  return [
    heading(title),
    ...(namesHosts ? [paragraph(l10n.t("Of {0}: {1}.", count(hosts.length, "host"), hostNames(hosts)))] : []),
    ...table(
      ["Level", ...(hasModels ? [l10n.t("libvirt's model")] : []), hosts.length === 1 ? "Reached" : "Hosts"],
      rungs.map(row),
    ),
    ...blockedBlocks(above),
    ...noteBlocks(rungs),
  ];
}

function stateText({ isKnown, usable, blocked, unknown }: Rung, total: number): string {
  if (!isKnown) return l10n.t("– no model");
  const isOpen = blocked.length === 0 && unknown.length > 0;
  const sign = isOpen ? "?" : blocked.length === 0 ? "✓" : "✗";
  if (total === 1) return isOpen ? l10n.t("? not known") : blocked.length === 0 ? l10n.t("✓ yes") : l10n.t("✗ no");
  const number =
    usable.length === total ? "all" : usable.length === 0 ? "none" : l10n.t("{0} of {1}", usable.length, total);
  return `${sign} ${number}${unknown.length === 0 ? "" : l10n.t(", {0} not known", unknown.length)}`;
}

function blockedBlocks(above: readonly Rung[]): Block[] {
  const items = above.filter(({ blocked, unknown }) => blocked.length + unknown.length > 0).map(blockedText);
  if (items.length === 0) return [];
  const isOpen = above.some(({ unknown }) => unknown.length > 0);
  return [
    paragraph(l10n.t("What stands in the way of the next ones:")),
    ...list(items),
    ...(isOpen
      ? [
          paragraph(
            l10n.t("Where it is not known, "),
            code(l10n.t("virsh capabilities")),
            l10n.t(" of the host would tell."),
          ),
        ]
      : []),
  ];
}

function blockedText({ name, blocked, unknown }: Rung): Text {
  const rest = blocked.slice(MOST_GROUPS).reduce((sum, { hosts }) => sum + hosts.length, 0);
  const reasons: Span[][] = [
    ...blocked.slice(0, MOST_GROUPS).map(reasonText),
    ...(rest === 0 ? [] : [[l10n.t("{0} for other reasons", count(rest, l10n.t("more host")))]]),
    ...(unknown.length === 0 ? [] : [[l10n.t("not known of {0}", hostNames(unknown))]]),
  ];
  return [strong(name), ": ", ...reasons.flatMap((text, index) => (index === 0 ? text : ["; ", ...text])), "."];
}

function reasonText({ hosts, blockers }: BlockedHosts): Span[] {
  const isOne = hosts.length === 1;
  if (blockers.length === 0) return [l10n.t("{0} {1} not run the model", hostNames(hosts), isOne ? "does" : "do")];
  return [`${hostNames(hosts)} ${isOne ? "lacks" : "lack"} `, ...featureSpans(blockers, MOST_FEATURES)];
}

function noteBlocks(rungs: readonly Rung[]): Block[] {
  return rungs.flatMap(({ name, note }) =>
    note === undefined ? [] : [paragraph(l10n.t("About "), strong(name), ": ", ...proseSpans(note))],
  );
}

/** See ABI_LEVELS. */
function abiNote(): Block {
  return paragraph(
    ...proseSpans(
      l10n.t(
        "x86-64-v3 has F16C and LZCNT (`abm`) as well. They are not looked at: libvirt's models of Haswell and Broadwell leave them out, QEMU gives them, and every processor with AVX2 and BMI2 has them.",
      ),
    ),
  );
}
