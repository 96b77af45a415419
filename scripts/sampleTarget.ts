/** The sample hosts as a target: what the examples of rules that speak for one are judged on. */
import { existsSync, readFileSync } from "node:fs";
import {
  type CpuMap,
  type CpuMapJson,
  type Host,
  joinHosts,
  loadCpuMap,
  readHost,
} from "../shared/src/engine/index.js";
import type { PoolHost, Target } from "../shared/src/hosts/index.js";

const RELEASE = "12.8.0";
const ROOT = new URL("../", import.meta.url);
const DOCUMENTS = ["domcaps.xml", "caps.xml", "cpudata.xml"];

const map: CpuMap = loadCpuMap(
  JSON.parse(readFileSync(new URL(`data/cpu-map/${RELEASE}/x86.json`, ROOT), "utf8")) as CpuMapJson,
);

/** `node1` with a QEMU that has neither the mode maximum nor CPUs that can be made migratable. */
const OLD_NODE = "old-node1";

const HOSTS = new Map<string, Host>();

/** @param name of a host in `samples/hosts`, or `old-node1` */
export function sampleHost(name: string): PoolHost {
  const host = HOSTS.get(name) ?? (name === OLD_NODE ? withOldQemu(sampleHost("node1").host) : readSample(name));
  HOSTS.set(name, host);
  return { name, host, release: RELEASE, map };
}

/** One host, or a pool with the name prod. */
export function sampleTarget(names: readonly string[]): Target {
  const hosts = names.map(sampleHost);
  return { name: hosts.length === 1 ? (names[0] ?? "") : "prod", isPool: hosts.length > 1, hosts, unknown: [] };
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
