/**
 * Copies libvirt's recorded answers into the tests, unchanged but for `silent.jsonl`, whose documents differ from a few by
 * one place each: that place is kept.
 *
 *   npx tsx scripts/importVectors.ts <recorded vectors> [<recorded host documents>]
 *
 * The first folder goes to test/conformance/vectors, the second to test/fixtures/hosts. Every file must be one we know:
 * a file added, missing or empty stops the import before anything is written, so that no test quietly runs on less.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The page is described in our own words beside the copies. */
const notCopied = ["README.md"];
/** A host's documents, and what was started on it. */
const startFiles = [
  "capabilities.xml",
  "domcapabilities-kvm.xml",
  "domcapabilities-qemu.xml",
  "host-model-kvm.jsonl",
  "host-model-qemu.jsonl",
  "kvm.jsonl",
  "qemu.jsonl",
].map((name) => `start/${name}`);

const releaseFiles = ["7.0.0", "9.0.0", "11.3.0", "12.9.0"].flatMap((release) =>
  ["domains.jsonl", ...(release === "9.0.0" || release === "11.3.0" ? ["engine.jsonl"] : []), ...startFiles].map(
    (name) => `releases/${release}/${name}`,
  ),
);

const vectorFiles = [
  "arch.jsonl",
  "baseline.jsonl",
  "compare.jsonl",
  "decode-models.jsonl",
  "decode.jsonl",
  "domains.jsonl",
  "engine-wide.jsonl",
  "expand.jsonl",
  "hosts.json",
  "parse.jsonl",
  ...releaseFiles,
  "silent.bases.json",
  "silent.jsonl",
  ...startFiles,
  "start-wide/capabilities.xml",
  "start-wide/domcaps-kvm-microvm.xml",
  "start-wide/domcaps-kvm-pc.xml",
  "start-wide/domcaps-kvm-q35.xml",
  "start-wide/domcaps-qemu-microvm.xml",
  "start-wide/domcaps-qemu-pc.xml",
  "start-wide/domcaps-qemu-q35.xml",
  "start-wide/domcaps-tcg-aarch64.xml",
  "start-wide/domcaps-tcg-armv7l.xml",
  "start-wide/domcaps-tcg-loongarch64.xml",
  "start-wide/domcaps-tcg-ppc64.xml",
  "start-wide/domcaps-tcg-riscv64.xml",
  "start-wide/domcaps-tcg-s390x.xml",
  "start-wide/kvm.jsonl",
  "start-wide/qemu.jsonl",
  "start-wide/tcg.jsonl",
  "translate.jsonl",
  "update.jsonl",
  "whole.jsonl",
];

const hostFiles = [
  "capabilities-libvirt12.8.xml",
  "capabilities-libvirt9.0.xml",
  "capabilities-test-driver.xml",
  "domcaps-aarch64-virt.xml",
  "domcaps-loongarch64.xml",
  "domcaps-ppc64-pseries.xml",
  "domcaps-riscv64.xml",
  "domcaps-s390x.xml",
  "domcaps-x86_64-pc-qemu11.1-tcg.xml",
  "domcaps-x86_64-q35-libvirt12.8-kvm.xml",
  "domcaps-x86_64-q35-libvirt9.0-kvm.xml",
  "domcaps-x86_64-q35-libvirt9.0-tcg.xml",
  "domcaps-x86_64-q35-qemu11.1-tcg.xml",
];

/** Every file under a folder, as sorted paths relative to it with forward slashes. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** What is wrong with one file that is about to be copied, or undefined. JSON must parse: a cut-off recording is no vector. */
function faultOf(path: string): string | undefined {
  if (statSync(path).size === 0) {
    return `${path}: empty`;
  }
  const text = readFileSync(path, "utf8");
  const documents = path.endsWith(".jsonl") ? text.split("\n").filter((line) => line !== "") : [];
  if (path.endsWith(".json")) {
    documents.push(text);
  }
  for (const [index, document] of documents.entries()) {
    try {
      JSON.parse(document);
    } catch {
      return `${path}: row ${index + 1} is not JSON`;
    }
  }
  return undefined;
}

/** The faults of a source folder against the files expected in it; an empty list when it can be copied. */
function checkFolder(source: string, expected: readonly string[]): string[] {
  const found = listFiles(source).filter((path) => !notCopied.includes(path));
  return [
    ...found.filter((path) => !expected.includes(path)).map((path) => `${join(source, path)}: unknown file`),
    ...expected.filter((path) => !found.includes(path)).map((path) => `${join(source, path)}: missing`),
    ...found.map((path) => faultOf(join(source, path))).filter((fault) => fault !== undefined),
  ];
}

interface Silent {
  readonly base: number;
  readonly xml: string;
}

/** Rows of `silent.jsonl` with what is put in the place of which part of their base instead of the whole document. */
function onlyChanges(source: string): string {
  const bases = JSON.parse(readFileSync(join(source, "silent.bases.json"), "utf8")) as string[];
  const rows = readFileSync(join(source, "silent.jsonl"), "utf8").split("\n");
  const lines = rows
    .filter((line) => line !== "")
    .map((line) => {
      const { xml, ...row } = JSON.parse(line) as Silent;
      return `${JSON.stringify({ ...row, ...changeOf(bases[row.base] ?? "", xml) })}\n`;
    });
  return lines.join("");
}

function changeOf(base: string, xml: string): { readonly put: string; readonly over: readonly [number, number] } {
  const shorter = Math.min(base.length, xml.length);
  let start = 0;
  while (start < shorter && base[start] === xml[start]) start++;
  let end = 0;
  while (end < shorter - start && base[base.length - 1 - end] === xml[xml.length - 1 - end]) end++;
  return { put: xml.slice(start, xml.length - end), over: [start, base.length - end] };
}

function copyFiles(source: string, files: readonly string[], target: string): void {
  for (const file of files) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    if (file === "silent.jsonl") writeFileSync(join(target, file), onlyChanges(source));
    else copyFileSync(join(source, file), join(target, file));
  }
  console.log(`${files.length} files to ${relative(projectRoot, target)}`);
}

function main(args: readonly string[]): number {
  const [vectors, hosts] = args;
  if (vectors === undefined || args.length > 2) {
    console.error("usage: importVectors.ts <recorded vectors> [<recorded host documents>]");
    return 2;
  }
  const faults = [...checkFolder(vectors, vectorFiles), ...(hosts === undefined ? [] : checkFolder(hosts, hostFiles))];
  if (faults.length > 0) {
    console.error(faults.join("\n"));
    return 1;
  }
  copyFiles(vectors, vectorFiles, join(projectRoot, "test/conformance/vectors"));
  if (hosts !== undefined) {
    copyFiles(hosts, hostFiles, join(projectRoot, "test/fixtures/hosts"));
  }
  return 0;
}

process.exitCode = main(process.argv.slice(2));
