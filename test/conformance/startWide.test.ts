import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { archOf } from "../../shared/src/catalogue/index.js";
import { domainViews } from "../../shared/src/domain/index.js";
import { joinHosts, readHost } from "../../shared/src/engine/index.js";
import { guestOf, type Judgement, judge, type PoolHost } from "../../shared/src/hosts/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { loadMap, readVectorFile, readVectors } from "./vectors.js";

interface Row {
  readonly xml: string;
  readonly arch?: string;
  readonly machine?: string;
  readonly define?: string;
  readonly start?: string | null;
}

interface Truth {
  readonly name: string;
  readonly stage: string;
  readonly xml: string;
  readonly refused: string | null;
  readonly host?: string;
}

/** libvirt's maps by architecture; others are judged without one. */
const MAPS: Readonly<Record<string, string>> = { x86_64: "x86", aarch64: "aarch64", armv7l: "aarch64", ppc64: "ppc64" };

/** @param others the documents beside domain capabilities */
function hostFor(kind: string, { arch = "x86_64", machine = "" }: Row, others?: readonly string[]): PoolHost {
  const family = /q35/.test(machine) ? "q35" : /microvm/.test(machine) ? "microvm" : "pc";
  const file = kind === "tcg" ? `domcaps-tcg-${arch}.xml` : `domcaps-${kind}-${family}.xml`;
  return hostOf(file, arch, others);
}

function hostOf(file: string, arch: string, others: readonly string[] = ["capabilities.xml"]): PoolHost {
  const map = loadMap(MAPS[arch] ?? "x86");
  const documents = [file, ...others].map((name) => readHost(readVectorFile(`start-wide/${name}`), map));
  return { name: "host", host: joinHosts(documents), release: "12.8.0", map };
}

function judgeRow(xml: string, host: PoolHost): Judgement {
  const [view] = domainViews(parseXml(xml));
  if (view === undefined) throw new Error("no definition");
  const guest = guestOf(view, archOf(view));
  if (guest === undefined) throw new Error("no guest");
  return judge(guest, host);
}

/** That machine's KVM lacked registers, which no document tells. */
const isOfTheMachine = ({ start }: Row) => typeof start === "string" && start.includes("MSR");

describe.each([
  { file: "kvm", kind: "kvm", others: ["capabilities.xml"], most: 0.02 },
  { file: "qemu", kind: "qemu", others: ["capabilities.xml"], most: 0.02 },
  { file: "../../asked/startX86", kind: "qemu", others: ["capabilities.xml"], most: 0.02 },
  { file: "tcg", kind: "tcg", others: ["capabilities.xml"], most: 0.02 },
  { file: "tcg", kind: "tcg", others: [], most: 0.02 },
  { file: "../../asked/startEmulated", kind: "tcg", others: ["capabilities.xml"], most: 0.03 },
  { file: "../../asked/startEmulated", kind: "tcg", others: [], most: 0.05 },
])("whole VMs started: $file with domain capabilities and $others", ({ file, kind, others, most }) => {
  const rows = readVectors<Row>(`start-wide/${file}.jsonl`).filter((row) => !isOfTheMachine(row));
  const outcomes = rows.map((row) => ({ row, ...judgeRow(row.xml, hostFor(kind, row, others)) }));

  it("nothing is predicted that did not happen", () => {
    const wrong = outcomes.filter(({ row, outcome }) => {
      const happened = row.start === null ? "starts" : "fails";
      return outcome !== happened && outcome !== "unknown";
    });
    expect(wrong.map(({ row, outcome, problems }) => ({ outcome, xml: row.xml, start: row.start, problems }))).toEqual(
      [],
    );
  });

  it("little is not known", () => {
    const unknown = outcomes.filter(({ outcome }) => outcome === "unknown");
    const share = unknown.length / rows.length;
    expect(
      share,
      unknown.map(({ row, problems }) => `${row.xml} ${problems[0]?.because}`).join("\n"),
    ).toBeLessThanOrEqual(most);
  });
});

describe("recorded cases of start", () => {
  const text = readFileSync(new URL("../cases/truth.jsonl", import.meta.url), "utf8");
  const cases = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Truth)
    .filter(({ stage, host }) => stage === "start" && host !== undefined);
  it.each(cases)("$name", ({ xml, refused, host = "" }) => {
    const arch = /arch='(\w+)'/.exec(xml)?.[1] ?? "x86_64";
    const { outcome, problems } = judgeRow(xml, hostOf(`${host}.xml`, arch));
    expect({ outcome, problems }).toMatchObject({ outcome: refused === null ? "starts" : "fails" });
  });
});
