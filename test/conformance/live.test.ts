import { describe, expect, it } from "vitest";
import { archOf } from "../../shared/src/catalogue/index.js";
import { domainViews } from "../../shared/src/domain/index.js";
import {
  type CpuDefinition,
  type CpuMap,
  type Host,
  joinHosts,
  parseCpu,
  readHost,
} from "../../shared/src/engine/index.js";
import { guestOf, type LiveCpu, liveCpu } from "../../shared/src/hosts/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { loadMap, readVectorFile, readVectors } from "./vectors.js";

interface Row {
  readonly cpu?: string;
  readonly xml?: string;
  readonly arch?: string;
  readonly machine?: string;
  /** Absent or empty where it did not start. */
  readonly live?: string | null;
}

/** libvirt's maps by architecture; others are judged without one. */
const MAPS: Readonly<Record<string, string>> = { x86_64: "x86", aarch64: "aarch64", armv7l: "aarch64", ppc64: "ppc64" };

function documentsOf(file: string, { arch, machine = "" }: Row): readonly string[] {
  const [folder = "", given = ""] = file.split("/");
  const kind = arch !== undefined ? "tcg" : given === ".." ? "qemu" : given;
  const family = /q35/.test(machine) ? "q35" : /microvm/.test(machine) ? "microvm" : "pc";
  const offered =
    folder === "start"
      ? `domcapabilities-${kind}`
      : kind === "tcg"
        ? `domcaps-tcg-${arch}`
        : `domcaps-${kind}-${family}`;
  return [`${folder}/${offered}.xml`, `${folder}/capabilities.xml`];
}

const hosts = new Map<string, { readonly host: Host; readonly map: CpuMap }>();

function hostOf(documents: readonly string[], arch: string) {
  const key = documents.join();
  const known = hosts.get(key);
  if (known !== undefined) return known;
  const map = loadMap(arch);
  const found = { map, host: joinHosts(documents.map((name) => readHost(readVectorFile(name), map))) };
  hosts.set(key, found);
  return found;
}

function predict(file: string, row: Row): LiveCpu | undefined {
  const { host, map } = hostOf(documentsOf(file, row), MAPS[row.arch ?? "x86_64"] ?? "x86");
  const type = file.endsWith("kvm") ? "kvm" : "qemu";
  const xml = row.xml ?? `<domain type='${type}'><os><type arch='x86_64'>hvm</type></os>${row.cpu}</domain>`;
  const [view] = domainViews(parseXml(xml));
  const guest = view && guestOf(view, archOf(view));
  if (guest === undefined) throw new Error("no guest");
  return liveCpu(guest, { name: "host", host, release: "12.8.0", map });
}

function recordedCpu(live: string): CpuDefinition {
  return parseCpu(/<cpu[ >][\s\S]*<\/cpu>|<cpu[^>]*\/>/.exec(live)?.[0] ?? "", { type: "guest" });
}

/** Names whose policies differ, but for those that are said to be open. */
function differing({ cpu, open }: LiveCpu, recorded: CpuDefinition): string[] {
  const [ours, theirs] = [cpu, recorded].map(
    ({ features }) => new Map(features.map((each) => [each.name, each.policy])),
  );
  const names = new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])]);
  const isOpen = new Set(open.map(({ name }) => name));
  return [...names].filter((name) => !isOpen.has(name) && ours?.get(name) !== theirs?.get(name));
}

describe.each([
  "start/kvm",
  "start/qemu",
  "start-wide/kvm",
  "start-wide/qemu",
  "start-wide/tcg",
  "start-wide/../../asked/startEmulated",
  "start-wide/../../asked/startX86",
])("CPUs of running VMs: %s", (file) => {
  const rows = readVectors<Row>(`${file}.jsonl`).flatMap((row) =>
    row.live === undefined || row.live === null || row.live === ""
      ? []
      : [{ row, found: predict(file, row), recorded: recordedCpu(row.live) }],
  );

  it("the model and all but the features are what libvirt showed", () => {
    for (const { row, found, recorded } of rows) {
      const { features: _ours, ...cpu } = found?.cpu ?? { features: [] };
      const { features: _theirs, ...expected } = recorded;
      expect(cpu, row.cpu ?? row.xml).toEqual(expected);
    }
  });

  it("so is each feature's policy, and hardly anything is open", () => {
    const wrong = rows.flatMap(({ row, found, recorded }) => {
      const names = found === undefined ? ["?"] : differing(found, recorded);
      return names.length === 0 ? [] : [`${row.cpu ?? row.xml}: ${names.join(", ")}`];
    });
    const open = rows.reduce((sum, { found }) => sum + (found?.open.length ?? 0), 0);
    console.log(
      `        ${file}: ${rows.length} VMs, ${rows.length - wrong.length} as predicted, ${open} features open`,
    );
    expect(wrong).toEqual([]);
    expect(open).toBeLessThanOrEqual(rows.length / 20);
  });
});
