import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { makeFleet } from "../support/fleet.js";

/** A workspace folder with a large pool. */
export interface PoolFolder {
  readonly path: string;
  readonly uri: string;
  /** The text of its `libvirt-cpu.json` with one of its pools for target. */
  config(target: string): string;
  /** Where the domain capabilities of the first host are. */
  readonly firstHost: string;
  /** What they are after a change. */
  readonly changed: string;
  remove(): void;
}

/** Every so manieth host is known by its processor only. */
const EVERY = 10;
const REFERENCES = ["xeon-gold-6130", "xeon-gold-6148", "xeon-e5-2650-v4"];

/** Writes a folder of so many Intel hosts, `prod`, and a tenth as many more of AMD, `amd`. */
export function makePoolFolder(count: number): PoolFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-pool-"));
  mkdirSync(path.join(folder, "hosts"));
  const hosts: Record<string, unknown> = {};
  const names: string[] = [];
  let changed = "";
  for (const { name, domainCapabilities } of makeFleet(count + 1)) {
    if (names.length === count) {
      changed = domainCapabilities;
      break;
    }
    const index = names.push(name);
    const reference = REFERENCES[index % REFERENCES.length];
    if (index % EVERY === 0) hosts[name] = { reference };
    else hosts[name] = write(folder, name, domainCapabilities);
  }
  const others: string[] = [];
  for (const { name, domainCapabilities } of makeFleet(Math.ceil(count / EVERY), 2, "AMD")) {
    others.push(`amd-${name}`);
    hosts[`amd-${name}`] = write(folder, `amd-${name}`, domainCapabilities);
  }
  return {
    path: folder,
    uri: pathToFileURL(folder).toString(),
    config: (target) => JSON.stringify({ hosts, pools: { prod: names, amd: others }, target }),
    firstHost: path.join(folder, "hosts", `${names[0]}.xml`),
    changed,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function write(folder: string, name: string, text: string): { readonly domainCapabilities: string } {
  writeFileSync(path.join(folder, "hosts", `${name}.xml`), text);
  return { domainCapabilities: `hosts/${name}.xml` };
}
