/** The sample hosts as a target: what the examples of rules that speak for one are judged on. */
import { existsSync, readFileSync } from "node:fs";
import {
  type CpuMap,
  type CpuMapsJson,
  cpuMapAt,
  type Host,
  joinHosts,
  loadCpuMap,
  readHost,
} from "../shared/src/engine/index.js";
import { type Assessment, assess, type Guest, type PoolHost, type Target } from "../shared/src/hosts/index.js";

const RELEASE = "12.8.0";
const ROOT = new URL("../", import.meta.url);
const DOCUMENTS = ["domcaps.xml", "caps.xml", "cpudata.xml"];

const map = readMap(RELEASE);

function readMap(release: string): CpuMap {
  const json = readFileSync(new URL("data/cpu-map/x86.json", ROOT), "utf8");
  return loadCpuMap(cpuMapAt(JSON.parse(json) as CpuMapsJson, release));
}

/** `node1` with a QEMU that has neither the mode maximum nor CPUs that can be made migratable. */
const OLD_NODE = "old-node1";

/** `node1` with an older libvirt, by whose map everything about it is judged. */
const OLD_LIBVIRT = { name: "libvirt90-node1", release: "9.0.0" };

const HOSTS = new Map<string, Host>();

/** @param name of a host in `samples/hosts`, `old-node1` or `libvirt90-node1` */
export function sampleHost(name: string): PoolHost {
  if (name === OLD_LIBVIRT.name) {
    const { release } = OLD_LIBVIRT;
    return { ...sampleHost("node1"), name, release, map: readMap(release) };
  }
  const host = HOSTS.get(name) ?? (name === OLD_NODE ? withOldQemu(sampleHost("node1").host) : readSample(name));
  HOSTS.set(name, host);
  return { name, host, release: RELEASE, map };
}

/** One host, or a pool with the name prod. */
export function sampleTarget(names: readonly string[]): Target {
  const hosts = names.map(sampleHost);
  return { name: hosts.length === 1 ? (names[0] ?? "") : "prod", isPool: hosts.length > 1, hosts, unknown: [] };
}

/** What rules ask: on which of these hosts a guest starts. */
export function sampleAssess(names: readonly string[]): (guest: Guest) => Assessment {
  const target = sampleTarget(names);
  return (guest) => assess(guest, target);
}

function readSample(name: string): Host {
  const files = DOCUMENTS.map((kind) => new URL(`samples/hosts/${name}.${kind}`, ROOT)).filter((file) =>
    existsSync(file),
  );
  return joinHosts(files.map((file) => readHost(readFileSync(file, "utf8"), map)));
}

function withOldQemu(host: Host): Host {
  const { maximum: _maximum, ...modes } = host.modes ?? {};
  return { ...host, modes: { ...modes, "host-passthrough": { supported: true, migratable: ["off"] } } };
}
