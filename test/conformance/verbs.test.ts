import { describe, expect, it } from "vitest";
import {
  baselineCpu,
  type Comparison,
  compareCpu,
  decodeCpu,
  expandCpu,
  formatCpu,
  parseCpu,
  translateCpu,
  updateCpu,
} from "../../shared/src/engine/index.js";
import { readXml } from "../../shared/src/engine/readXml.js";
import { schemaRefusals } from "../../shared/src/engine/schema.js";
import { type Answer, answer, hostData, hostVariant, loadMap, readVectors } from "./vectors.js";

const map = loadMap();
const guest = (xml: string) => parseCpu(xml, { type: "guest" });
const PREFIX = "the CPU is incompatible with host CPU: ";

interface CompareAnswer {
  readonly result: string;
  readonly message: string | null;
}

function asRecorded({ result, reason }: Comparison): CompareAnswer {
  if (result !== "incompatible") return { result, message: null };
  return { result, message: reason === undefined ? PREFIX.slice(0, -2) : PREFIX + reason };
}

describe("decode", () => {
  const rows = readVectors<{ host: string; expectHost: string; expectGuest: string }>("decode.jsonl");
  it.each(rows)("$host", ({ host, expectHost, expectGuest }) => {
    expect(formatCpu(decodeCpu(hostData(host), map, { type: "host" }))).toBe(expectHost);
    expect(formatCpu(decodeCpu(hostData(host), map, { type: "guest" }))).toBe(expectGuest);
  });
});

describe("decode with a list of models", () => {
  type Row = { host: string; type: "host" | "guest"; models: string[]; expect: Answer };
  it.each(readVectors<Row>("decode-models.jsonl"))("$host as $type $#", (row) => {
    const { host, type, models } = row;
    expect(answer(() => formatCpu(decodeCpu(hostData(host), map, { type, models })))).toEqual(row.expect);
  });
});

describe("compare", () => {
  type Row = { host: string; cpu: string; expect: { ok: CompareAnswer } };
  it.each(readVectors<Row>("compare.jsonl"))("$host $#", ({ host, cpu, expect: expected }) => {
    expect(asRecorded(compareCpu(hostVariant(host), parseCpu(cpu, { type: "auto" }), map))).toEqual(expected.ok);
  });
});

describe("baseline", () => {
  type Row = { hosts: string[]; migratable: boolean; expand: boolean; expect: Answer };
  it.each(readVectors<Row>("baseline.jsonl"))("$hosts $#", ({ hosts, migratable, expand, expect: expected }) => {
    const cpus = hosts.map(hostVariant);
    expect(answer(() => formatCpu(baselineCpu(cpus, map, { migratable, expand }).cpu))).toEqual(expected);
  });
});

describe("update", () => {
  type Row = { host: string; guest: string; expect: Answer };
  it.each(readVectors<Row>("update.jsonl"))("$host $#", (row) => {
    expect(answer(() => formatCpu(updateCpu(guest(row.guest), hostVariant(row.host), map)))).toEqual(row.expect);
  });
});

describe("expand", () => {
  it.each(readVectors<{ cpu: string; expect: Answer }>("expand.jsonl"))("$#", ({ cpu, expect: expected }) => {
    expect(answer(() => formatCpu(expandCpu(guest(cpu), map)))).toEqual(expected);
  });
});

describe("translate", () => {
  type Row = { cpu: string; models: string[]; expect: Answer };
  it.each(readVectors<Row>("translate.jsonl"))("$#", ({ cpu, models, expect: expected }) => {
    expect(answer(() => formatCpu(translateCpu(guest(cpu), map, models)))).toEqual(expected);
  });
});

describe("parse and format", () => {
  type Row = { cpu: string; expect: Answer; schemaAccepts: boolean };
  it.each(readVectors<Row>("parse.jsonl"))("$#", ({ cpu, expect: expected, schemaAccepts }) => {
    const got = answer(() => formatCpu(parseCpu(cpu, { type: "guest", map })));
    if ("error" in got && got.error.includes("not well-formed")) {
      // Here the XML parser itself refused; its own words are not ours, and no schema was asked.
      expect(expected).toEqual({ error: expect.stringMatching(/^at line \d+: /) });
      return;
    }
    expect(got).toEqual(expected);
    expect(schemaRefusals(readXml(cpu)).length === 0).toBe(schemaAccepts);
  });
});

describe("other architectures", () => {
  type Row =
    | { op: "baseline"; arch: string; cpus: string[]; expect: Answer }
    | { op: "compare"; arch: string; host: string; cpu: string; expect: { ok: CompareAnswer } }
    | { op: "update"; arch: string; host: string; guest: string; expect: Answer }
    | { op: "parse"; arch: string; cpu: string; expect: Answer };
  const maps = new Map([
    ["ppc64le", loadMap("ppc64")],
    ["aarch64", loadMap("aarch64")],
  ]);
  const host = (xml: string) => parseCpu(xml, { type: "host" });
  it.each(readVectors<Row>("arch.jsonl"))("$op $arch $#", (row) => {
    const archMap = maps.get(row.arch) ?? map;
    if (row.op === "baseline") {
      expect(answer(() => formatCpu(baselineCpu(row.cpus.map(host), archMap).cpu))).toEqual(row.expect);
    } else if (row.op === "compare") {
      const got = answer(() => asRecorded(compareCpu(host(row.host), parseCpu(row.cpu, { type: "auto" }), archMap)));
      expect("ok" in got ? got.ok : { result: "error", message: got.error }).toEqual(row.expect.ok);
    } else if (row.op === "update") {
      expect(answer(() => formatCpu(updateCpu(guest(row.guest), host(row.host), archMap)))).toEqual(row.expect);
    } else {
      expect(answer(() => formatCpu(parseCpu(row.cpu, { type: "guest", map: archMap })))).toEqual(row.expect);
    }
  });
});
