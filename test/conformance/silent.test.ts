import { describe, expect, it } from "vitest";
import { archOf, type Catalogue } from "../../shared/src/catalogue/index.js";
import { domainView } from "../../shared/src/domain/index.js";
import { checkDocument, type Finding } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { testCatalogue } from "../support/catalogue.js";
import { readVectorFile, readVectors } from "./vectors.js";

/** A definition that libvirt prints back unchanged, with one change. */
interface Row {
  readonly kind: string;
  readonly what: string;
  readonly base: number;
  /** The changed place. */
  readonly at: readonly [number, number];
  /** What is in the place of which part of the base. */
  readonly put: string;
  readonly over: readonly [number, number];
  readonly define: string | null;
  /** What libvirt did not keep. */
  readonly lost: readonly string[] | null;
}

/** The rules that say of a place that libvirt does not read it. */
const CLAIMS = new Set([
  "element-unknown",
  "attribute-unknown",
  "text-ignored",
  "element-repeated",
  "element-split",
  "element-misplaced",
  "part-ignored",
  "namespace-ignored",
  "vcpus-text",
  "clock-changed",
]);

const bases = JSON.parse(readVectorFile("silent.bases.json")) as string[];
const rows = readVectors<Row>("silent.jsonl");
const catalogues = new Map<string, Promise<Catalogue>>();

async function findings(xml: string): Promise<Finding[]> {
  const document = parseXml(xml);
  const arch = archOf(domainView(document));
  const catalogue = catalogues.get(arch) ?? testCatalogue(arch);
  catalogues.set(arch, catalogue);
  return checkDocument({ document, catalogue: await catalogue });
}

const ofBases = await Promise.all(bases.map(async (xml) => (await findings(xml)).map(said)));

function said({ rule, message }: Finding): string {
  return `${rule}: ${message}`;
}

/** What is said of a row that is not said of its base. */
async function newFindings({ base, put, over: [start, end] }: Row): Promise<Finding[]> {
  const xml = bases[base] ?? "";
  const before = [...(ofBases[base] ?? [])];
  return (await findings(xml.slice(0, start) + put + xml.slice(end))).filter((finding) => {
    const index = before.indexOf(said(finding));
    if (index >= 0) before.splice(index, 1);
    return index < 0;
  });
}

const judged = await Promise.all(rows.map(async (row) => ({ ...row, findings: await newFindings(row) })));
const isLoss = ({ lost }: Row): boolean => lost !== null && lost.length > 0;

describe("what libvirt 12.8.0 dropped without a message", () => {
  it("says nothing of what it prints back unchanged", () => {
    expect(ofBases.flat().filter((each) => CLAIMS.has(each.slice(0, each.indexOf(":"))))).toEqual([]);
  });

  it("says at least 97 of 100 losses, at their place", () => {
    const losses = judged.filter(isLoss);
    const missed = losses.filter(
      ({ at, findings: all }) => !all.some(({ start, end }) => start <= at[1] && at[0] <= end),
    );
    console.log(`${losses.length - missed.length} of ${losses.length} losses said`);
    expect(losses.length).toBeGreaterThan(900);
    expect(missed.length / losses.length, missed.map(({ what }) => what).join("\n")).toBeLessThanOrEqual(0.03);
  });

  it("is right in at least 99 of 100 claims", () => {
    const claims = judged.filter(
      ({ define, findings: all }) => define === null && all.some(({ rule }) => CLAIMS.has(rule)),
    );
    const wrong = claims.filter((row) => !isLoss(row));
    console.log(`${claims.length - wrong.length} of ${claims.length} claims true`);
    expect(claims.length).toBeGreaterThan(900);
    expect(wrong.length / claims.length, wrong.map(({ what }) => what).join("\n")).toBeLessThanOrEqual(0.01);
  });
});
