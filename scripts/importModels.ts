/**
 * Writes the CPU models that hypervisors offer, one file an architecture, from recorded domain capabilities.
 *
 *   npx tsx scripts/importModels.ts <recorded host documents>
 *
 * Whether a model is usable depends on the host, so it is left out. s390x, riscv64 and loongarch64 have no CPU map in
 * libvirt: these lists are all that is known of their models without a host.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CustomModel, readCustomModels } from "./readCustomModels.js";

interface HypervisorModel {
  readonly name: string;
  readonly deprecated?: true;
  readonly canonical?: string;
  readonly vendor?: string;
}

const target = join(dirname(fileURLToPath(import.meta.url)), "../data/models");

const versions = "libvirt 12.8.0 with QEMU 11.1.3";

/** The documents of each architecture; where there are several, their lists must agree. */
const sources: readonly (readonly [arch: string, files: readonly string[]])[] = [
  ["aarch64", ["domcaps-aarch64-virt.xml"]],
  ["loongarch64", ["domcaps-loongarch64.xml"]],
  ["ppc64", ["domcaps-ppc64-pseries.xml"]],
  ["riscv64", ["domcaps-riscv64.xml"]],
  ["s390x", ["domcaps-s390x.xml"]],
  [
    "x86_64",
    [
      "domcaps-x86_64-q35-libvirt12.8-kvm.xml",
      "domcaps-x86_64-q35-qemu11.1-tcg.xml",
      "domcaps-x86_64-pc-qemu11.1-tcg.xml",
    ],
  ],
];

/** What of a model holds on every host. */
function withoutHost(model: CustomModel): HypervisorModel {
  return {
    name: model.name,
    ...(model.deprecated ? { deprecated: true } : {}),
    ...(model.canonical === undefined ? {} : { canonical: model.canonical }),
    ...(model.vendor === "unknown" ? {} : { vendor: model.vendor }),
  };
}

/** A name listed twice, or an alias of a model that is not listed, means that the recording is not what we take it for. */
function checkModels(models: readonly HypervisorModel[]): void {
  const names = new Set(models.map((model) => model.name));
  const lost = models.find((model) => model.canonical !== undefined && !names.has(model.canonical));
  if (names.size !== models.length || lost !== undefined) {
    throw new Error(lost === undefined ? "a model is listed twice" : `${lost.name}: ${lost.canonical} is not listed`);
  }
}

function readArch(folder: string, arch: string, file: string): { machine: string; models: HypervisorModel[] } {
  try {
    const document = readCustomModels(readFileSync(join(folder, file), "utf8"));
    if (document.arch !== arch) {
      throw new Error(`of ${document.arch}, not of ${arch}`);
    }
    const models = document.models.map(withoutHost);
    checkModels(models);
    return { machine: document.machine, models };
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The JSON text of one architecture: a model a line, so that a release's changes read well. */
function formatModels(arch: string, machine: string, models: readonly HypervisorModel[]): string {
  const head = {
    $schema: "../schema/hypervisor-models.schema.json",
    arch,
    source: `virsh domcapabilities of ${versions}, machine ${machine}`,
    license: "MIT",
  };
  const lines = models.map((model) => `    ${spaced(model)}`).join(",\n");
  return `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "models": [\n${lines}\n  ]\n}\n`;
}

function spaced(model: HypervisorModel): string {
  const members = Object.entries(model).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{ ${members.join(", ")} }`;
}

function importArch(folder: string, arch: string, files: readonly string[]): void {
  const [first, ...others] = files.map((file) => ({ file, ...readArch(folder, arch, file) }));
  if (first === undefined) {
    throw new Error(`${arch}: no document`);
  }
  for (const other of others) {
    if (JSON.stringify(other.models) !== JSON.stringify(first.models)) {
      throw new Error(`${other.file} lists other models than ${first.file}`);
    }
  }
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, `${arch}.json`), formatModels(arch, first.machine, first.models));
  console.log(`${arch}: ${first.models.length} models of ${first.machine}`);
}

const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  console.error("usage: importModels.ts <recorded host documents>");
  process.exitCode = 2;
} else {
  for (const [arch, files] of sources) {
    importArch(folder, arch, files);
  }
}
