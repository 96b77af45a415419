/**
 * Makes data/hosts/ of recorded processors: npm run import:reference-cpus -- <hosts.json of the recorded vectors>
 *
 * The name that a processor is sold under is in its registers; generation and year come from its maker, and are here. A processor
 * that is not named here stops the import.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ReferenceCpu } from "../shared/src/hosts/referenceCpus.js";
import { formatJson } from "./formatJson.js";

interface Recorded {
  readonly title: string;
  readonly cpuid: readonly (readonly number[])[];
  readonly msr: readonly (readonly number[])[];
}

type Known = Omit<ReferenceCpu, "id" | "title">;

const intel = (generation: string, year: number, note?: string): Known => ({
  vendor: "Intel",
  generation,
  year,
  ...(note === undefined ? {} : { note }),
});
const amd = (generation: string, year: number, note?: string): Known => ({
  ...intel(generation, year, note),
  vendor: "AMD",
});

/** By the name of the recording. Years: the makers' product pages. */
const KNOWN: Readonly<Record<string, Known>> = {
  "Atom-N450": intel("Pineview", 2010),
  "Core-i5-2500": intel("Sandy Bridge", 2011),
  "Core-i5-650": intel("Clarkdale (Westmere)", 2010),
  "Core-i7-2600": intel("Sandy Bridge", 2011),
  "Core-i7-2600-xsaveopt": intel("Sandy Bridge", 2011, "with xsaveopt"),
  "Core-i7-3770": intel("Ivy Bridge", 2012),
  "Core-i7-5600U-arat": intel("Broadwell", 2015, "microcode before 2018"),
  "Core-i7-5600U-ibrs": intel("Broadwell", 2015, "with the mitigations of 2018"),
  "Core-i7-8550U": intel("Kaby Lake R", 2017),
  "Core-i7-8700": intel("Coffee Lake", 2017),
  "Core2-E6850": intel("Conroe", 2007),
  "Core2-Q9500": intel("Yorkfield (Penryn)", 2010),
  "EPYC-7502-32-Core": amd("Rome (Zen 2)", 2019),
  "EPYC-7601-32-Core": amd("Naples (Zen)", 2017, "microcode before 2018"),
  "EPYC-7601-32-Core-ibpb": amd("Naples (Zen)", 2017, "with the mitigations of 2018"),
  "Hygon-C86-7185-32-core": { vendor: "Hygon", generation: "Dhyana", year: 2018 },
  "Opteron-2350": amd("Barcelona", 2007),
  "Pentium-P6100": intel("Arrandale (Westmere)", 2010),
  "Phenom-B95": amd("Deneb", 2009),
  "Ryzen-9-3900X-12-Core": amd("Matisse (Zen 2)", 2019),
  "Xeon-5110": intel("Woodcrest (Merom)", 2006),
  "Xeon-E3-1245-v5": intel("Skylake", 2015),
  "Xeon-E5-2609-v3": intel("Haswell-EP", 2014),
  "Xeon-E5-2630-v3": intel("Haswell-EP", 2014),
  "Xeon-E5-2650-v4": intel("Broadwell-EP", 2016),
  "Xeon-E7-4820": intel("Westmere-EX", 2011),
  "Xeon-E7-8890-v3": intel("Haswell-EX", 2015),
  "Xeon-E7540": intel("Beckton (Nehalem-EX)", 2010),
  "Xeon-Gold-5115": intel("Skylake-SP", 2017),
  "Xeon-Gold-6130": intel("Skylake-SP", 2017),
  "Xeon-Gold-6148": intel("Skylake-SP", 2017),
  "Xeon-W3520": intel("Bloomfield (Nehalem)", 2009),
};

/** Some maker's strings are shorter than what people look for. */
const TITLES: Readonly<Record<string, string>> = { "Core-i5-650": "Intel Core i5-650" };

/** `Intel(R) Xeon(R) CPU E7- 4820  @ 2.00GHz` -> `Intel Xeon E7-4820`. */
function titleOf(name: string, { title }: Recorded): string {
  const plain = title
    .replaceAll(/\((?:R|TM|tm)\)/g, " ")
    .replace(/@.*$/, "")
    .replaceAll(/\b(?:CPU|Processor|Quad-Core|\d+-[Cc]ore)\b/g, " ")
    .replaceAll(/\s+/g, " ")
    .replace("E7- ", "E7-")
    .trim();
  return TITLES[name] ?? plain;
}

function cpudata({ cpuid, msr }: Recorded): string {
  const hex = (value: number | undefined) => `0x${((value ?? 0) >>> 0).toString(16).padStart(8, "0")}`;
  const rows = [
    ...cpuid.map(([leaf, subleaf, ...registers]) => {
      const names = ["eax", "ebx", "ecx", "edx"];
      const values = names.map((register, index) => `${register}='${hex(registers[index])}'`).join(" ");
      return `  <cpuid eax_in='${hex(leaf)}' ecx_in='${hex(subleaf)}' ${values}/>`;
    }),
    ...msr.map(([index, eax, edx]) => `  <msr index='${hex(index)}' eax='${hex(eax)}' edx='${hex(edx)}'/>`),
  ];
  return `<cpudata arch='x86'>\n${rows.join("\n")}\n</cpudata>\n`;
}

function main([path]: readonly string[]): number {
  if (path === undefined) {
    console.error("usage: importReferenceCpus.ts <hosts.json>");
    return 2;
  }
  const recorded = Object.entries(JSON.parse(readFileSync(path, "utf8")) as Record<string, Recorded>);
  const unknown = recorded.filter(([name]) => KNOWN[name] === undefined).map(([name]) => name);
  if (unknown.length > 0) {
    console.error(`no generation and year for ${unknown.join(", ")}`);
    return 1;
  }
  const folder = join(import.meta.dirname, "../data/hosts");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const cpus = recorded.flatMap(([name, host]): ReferenceCpu[] => {
    const known = KNOWN[name];
    const id = name.toLowerCase();
    writeFileSync(join(folder, `${id}.xml`), cpudata(host));
    return known === undefined ? [] : [{ id, title: titleOf(name, host), ...known }];
  });
  cpus.sort((a, b) => a.vendor.localeCompare(b.vendor) || b.year - a.year || a.id.localeCompare(b.id));
  const index = {
    $schema: "../schema/reference-cpus.schema.json",
    source:
      "register values recorded on the processors; titles as their registers spell them, years as their makers do",
    license: "MIT",
    cpus,
  };
  writeFileSync(join(folder, "index.json"), formatJson(index));
  console.log(`${cpus.length} reference CPUs to data/hosts`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
