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
    title: `CPU levels of ${name}`,
    summary: summaryOf(report),
    blocks: [
      ...vendors.flatMap((ladder) => ladderBlocks(ladder, `Generations of ${ladder.name}`, several)),
      ...(abi === undefined ? [] : ladderBlocks(abi, "Levels of x86-64", false)),
      ...(abi === undefined ? [] : [abiNote()]),
      ...(others.length === 0 ? [] : [heading("Hosts without a ladder")]),
      ...list(others.map(({ hosts, why }): Text => [strong(hostNames(hosts)), `: ${why}.`])),
      ...unknownBlocks(unknown),
    ],
  };
}

function summaryOf({ vendors, abi, unknown }: LevelReport): Span[] {
  const parts = [...vendors, ...(abi === undefined ? [] : [abi])].flatMap((ladder, index): Span[] => [
    ...(index === 0 ? [] : [" "]),
    ...highestText(ladder, ladder === abi ? "x86-64 level" : `${ladder.name} generation`),
  ]);
  if (parts.length === 0) return ["Nothing is known of a host with levels."];
  return unknown.length === 0
    ? parts
    : [...parts, ` Nothing is known of ${hostNames(unknown.map(({ name }) => name))}.`];
}

function highestText(ladder: LadderUse, what: string): Span[] {
  const highest = highestRung(ladder);
  const single = ladder.hosts.length === 1;
  if (highest === undefined) return [`There is no ${what} that ${single ? "it" : "all hosts"} can be said to reach.`];
  const hosts = single ? (ladder.hosts[0] ?? "") : "all hosts";
  return [
    `The highest ${what} that ${hosts} ${single ? "reaches" : "reach"} is `,
    strong(highest.name),
    ...(highest.model === undefined ? [] : [", with the model ", code(highest.model)]),
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
    ...(namesHosts ? [paragraph(`Of ${count(hosts.length, "host")}: ${hostNames(hosts)}.`)] : []),
    ...table(
      ["Level", ...(hasModels ? ["libvirt's model"] : []), hosts.length === 1 ? "Reached" : "Hosts"],
      rungs.map(row),
    ),
    ...blockedBlocks(above),
    ...noteBlocks(rungs),
  ];
}

function stateText({ isKnown, usable, blocked, unknown }: Rung, total: number): string {
  if (!isKnown) return "– no model";
  const isOpen = blocked.length === 0 && unknown.length > 0;
  const sign = isOpen ? "?" : blocked.length === 0 ? "✓" : "✗";
  if (total === 1) return isOpen ? "? not known" : blocked.length === 0 ? "✓ yes" : "✗ no";
  const number = usable.length === total ? "all" : usable.length === 0 ? "none" : `${usable.length} of ${total}`;
  return `${sign} ${number}${unknown.length === 0 ? "" : `, ${unknown.length} not known`}`;
}

function blockedBlocks(above: readonly Rung[]): Block[] {
  const items = above.filter(({ blocked, unknown }) => blocked.length + unknown.length > 0).map(blockedText);
  if (items.length === 0) return [];
  const isOpen = above.some(({ unknown }) => unknown.length > 0);
  return [
    paragraph("What stands in the way of the next ones:"),
    ...list(items),
    ...(isOpen ? [paragraph("Where it is not known, ", code("virsh capabilities"), " of the host would tell.")] : []),
  ];
}

function blockedText({ name, blocked, unknown }: Rung): Text {
  const rest = blocked.slice(MOST_GROUPS).reduce((sum, { hosts }) => sum + hosts.length, 0);
  const reasons: Span[][] = [
    ...blocked.slice(0, MOST_GROUPS).map(reasonText),
    ...(rest === 0 ? [] : [[`${count(rest, "more host")} for other reasons`]]),
    ...(unknown.length === 0 ? [] : [[`not known of ${hostNames(unknown)}`]]),
  ];
  return [strong(name), ": ", ...reasons.flatMap((text, index) => (index === 0 ? text : ["; ", ...text])), "."];
}

function reasonText({ hosts, blockers }: BlockedHosts): Span[] {
  const isOne = hosts.length === 1;
  if (blockers.length === 0) return [`${hostNames(hosts)} ${isOne ? "does" : "do"} not run the model`];
  return [`${hostNames(hosts)} ${isOne ? "lacks" : "lack"} `, ...featureSpans(blockers, MOST_FEATURES)];
}

function noteBlocks(rungs: readonly Rung[]): Block[] {
  return rungs.flatMap(({ name, note }) =>
    note === undefined ? [] : [paragraph("About ", strong(name), ": ", ...proseSpans(note))],
  );
}

/** See ABI_LEVELS. */
function abiNote(): Block {
  return paragraph(
    ...proseSpans(
      "x86-64-v3 has F16C and LZCNT (`abm`) as well. They are not looked at: libvirt's models of Haswell and Broadwell leave them out, QEMU gives them, and every processor with AVX2 and BMI2 has them.",
    ),
  );
}
