import { readdirSync, readFileSync } from "node:fs";
import { readVectors } from "../conformance/vectors.js";
import { BAD, GOOD } from "../support/addresses.js";
import { DOCUMENTS } from "../unit/rules/damage/documents.js";

const ROOT = new URL("../../", import.meta.url);

/** What is fuzzed with: documents by what reads them. */
export interface Corpus {
  readonly domains: readonly string[];
  readonly cpus: readonly string[];
  readonly hosts: readonly string[];
  readonly configs: readonly string[];
  readonly addresses: readonly string[];
  readonly frames: readonly string[];
}

const textsIn = (folder: string, pattern: RegExp) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: "utf8" })
    .filter((name) => pattern.test(name))
    .map((name) => readFileSync(new URL(`${folder}/${name}`, ROOT), "utf8"));

/** What an editor sends. */
const MESSAGES = [
  { jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, capabilities: {} } },
  { jsonrpc: "2.0", method: "initialized", params: {} },
  { jsonrpc: "2.0", id: 2, method: "shutdown" },
];

function frameOf(message: object): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${body.length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n${body}`;
}

/** All samples, recorded vectors and what a libvirt printed. */
export function loadCorpus(): Corpus {
  const cpus = readVectors<{ cpu: string }>("parse.jsonl").map(({ cpu }) => cpu);
  const recorded = textsIn("test/corpus", /\.xml$/).filter((text) => text.length < 50_000);
  return {
    addresses: [...GOOD, ...BAD].map(([typed]) => typed),
    domains: [...Object.values(DOCUMENTS).flat(), ...recorded],
    cpus,
    hosts: [
      ...textsIn("samples/hosts", /\.xml$/),
      ...cpus.slice(0, 200).map((cpu) => `<capabilities><host>${cpu}</host></capabilities>`),
      "CPU 0:\n   0x00000000 0x00: eax=0x0000000d ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69\n   0x00000001 0x00: eax=0x000306c3 ebx=0x00100800 ecx=0x7ffafbbf edx=0xbfebfbff\n",
    ],
    frames: MESSAGES.map((message) => frameOf(message)).concat(MESSAGES.map(frameOf).join("")),
    configs: [
      readFileSync(new URL("samples/libvirt-cpu.json", ROOT), "utf8"),
      '{ "libvirt": "9.0.0", "hosts": { "a": { "reference": "xeon-gold-6148" } }, "pools": { "p": ["a"] }, "target": "p", "rules": { "feature-unknown": "off" } }',
    ],
  };
}
