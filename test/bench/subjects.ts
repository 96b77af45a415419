import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { documentOf } from "./documents.js";

/** A language server, and a document of its own kind to ask it about. */
export interface Subject {
  readonly name: string;
  /** What Node runs. */
  readonly command: readonly string[];
  readonly languageId: string;
  readonly uri: string;
  /** A document of about so many bytes. */
  readonly document: (bytes: number) => string;
  /** The text before the place that is asked about and typed at. */
  readonly before: string;
  /** What it is told by workspace/didChangeConfiguration, or by its own notification. */
  readonly notifications: readonly (readonly [method: string, params: unknown])[];
}

const EMPTY = "out/bench/emptyServer.cjs";
const rival = (path: string) => fileURLToPath(new URL(`rivals/node_modules/${path}`, import.meta.url));
const JSON_SERVER = rival("vscode-langservers-extracted/bin/vscode-json-language-server");
const YAML_SERVER = rival("yaml-language-server/bin/yaml-language-server");

const xml = {
  languageId: "xml",
  uri: "file:///bench/web01.xml",
  document: documentOf,
  before: "<cpu mode='host-mo",
  notifications: [],
};

/** Our server as it is bundled. */
export const ours: Subject = { ...xml, name: "libvirt-cpu", command: ["dist/server/node.cjs", "--stdio"] };

/** One without any feature, bundled as ours is. */
export function emptyServer(): Subject {
  buildSync({
    entryPoints: ["test/bench/emptyServer.ts"],
    outfile: EMPTY,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
  });
  return { ...xml, name: "empty server", command: [EMPTY, "--stdio"] };
}

/** Other languages' servers, where `npm ci` has been run in test/bench/rivals. */
export function rivals(): Subject[] {
  return [jsonServer, yamlServer].filter(({ command: [program] }) => program !== undefined && existsSync(program));
}

/** What the rivals' documents must be: they do their work by a schema. */
const SCHEMA = {
  type: "object",
  properties: {
    cpu: { type: "object", properties: { mode: { enum: ["custom", "host-model", "host-passthrough", "maximum"] } } },
    disks: {
      type: "array",
      items: {
        type: "object",
        required: ["device", "file"],
        properties: {
          device: { enum: ["disk", "cdrom", "floppy"], description: "What the guest sees." },
          file: { type: "string" },
          bus: { enum: ["virtio", "scsi", "sata"] },
          cache: { type: "string" },
        },
      },
    },
  },
};

const jsonServer: Subject = {
  name: "vscode-json-language-server",
  command: [JSON_SERVER, "--stdio"],
  languageId: "json",
  uri: "file:///bench/web01.json",
  document: (bytes) => {
    const disk =
      '    { "device": "disk", "file": "/var/lib/libvirt/images/web01.qcow2", "bus": "virtio", "cache": "none" }';
    const disks = Array.from({ length: Math.ceil(bytes / disk.length) }, () => disk);
    return `{\n  "cpu": { "mode": "host-model" },\n  "disks": [\n${disks.join(",\n")}\n  ]\n}\n`;
  },
  before: '"mode": "host-mo',
  notifications: [
    [
      "workspace/didChangeConfiguration",
      {
        settings: {
          json: { validate: { enable: true }, schemas: [{ fileMatch: ["*.json"], url: "bench:json", schema: SCHEMA }] },
        },
      },
    ],
  ],
};

const yamlServer: Subject = {
  name: "yaml-language-server",
  command: [YAML_SERVER, "--stdio"],
  languageId: "yaml",
  uri: "file:///bench/web01.yaml",
  document: (bytes) => {
    const disk = "  - device: disk\n    file: /var/lib/libvirt/images/web01.qcow2\n    bus: virtio\n    cache: none\n";
    return `cpu:\n  mode: host-model\ndisks:\n${disk.repeat(Math.ceil(bytes / disk.length))}`;
  },
  before: "mode: host-mo",
  notifications: [
    [
      "workspace/didChangeConfiguration",
      {
        settings: {
          yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } },
        },
      },
    ],
  ],
};
