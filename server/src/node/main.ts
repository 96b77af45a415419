import { Console } from "node:console";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createConnection as createSocket } from "node:net";
import path from "node:path";
import { type Connection, createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "../server.js";
import { checkedFrames } from "./frames.js";
import { readInside } from "./readInside.js";

/** How the server is started; the protocol's library reads the transport itself. */
const USAGE = `Usage: libvirt-cpu-language-server --stdio | --node-ipc | --socket=<port> | --pipe=<name>

The language server for the CPU of libvirt virtual machines: diagnostics, completion, hover and fixes in any editor that
speaks the Language Server Protocol.

  --stdio          over standard input and output, as most editors want it
  --node-ipc       over the channel of a Node process that has forked this one
  --socket=<port>  connects to that port of 127.0.0.1, where the editor listens
  --pipe=<name>    connects to a named pipe or Unix socket, where the editor listens
  --version        the version
  --help           this text
`;

/** How the editor talks to the server. */
type Transport =
  | { readonly kind: "stdio" }
  | { readonly kind: "ipc" }
  | { readonly kind: "socket"; readonly port: number }
  | { readonly kind: "pipe"; readonly name: string };

/** The client's process: the server ends with it. */
const CLIENT = /^--clientProcessId=\d+$/;

/** What the arguments ask for: to serve, or to say something and end with a code. */
type Start =
  | { readonly serves: true; readonly transport: Transport }
  | { readonly serves: false; readonly code: 0 | 2; readonly text: string };

/** @param args the arguments after the program's name */
function readArguments(args: readonly string[], version: string): Start {
  if (args.includes("--help") || args.includes("-h")) return { serves: false, code: 0, text: USAGE };
  if (args.includes("--version")) return { serves: false, code: 0, text: `${version}\n` };
  const others = args.filter((argument) => !CLIENT.test(argument));
  const transport = readTransport(others);
  if (transport !== undefined) return { serves: true, transport };
  const wrong = others.length === 0 ? "Say how to talk to the editor." : `Not understood: ${others.join(" ")}`;
  return { serves: false, code: 2, text: `${wrong}\n\n${USAGE}` };
}

function readTransport(args: readonly string[]): Transport | undefined {
  // The port may be an argument of its own.
  const [given = "", ...more] =
    args.length === 2 && /^--(?:socket|pipe)$/.test(args[0] ?? "") ? [args.join("=")] : args;
  const [, name, value = ""] = /^--([a-z-]+)(?:=(.+))?$/.exec(given) ?? [];
  if (more.length > 0) return undefined;
  if (given === "--stdio") return { kind: "stdio" };
  if (given === "--node-ipc") return { kind: "ipc" };
  if (name === "pipe" && value !== "") return { kind: "pipe", name: value };
  return name === "socket" && /^\d{1,5}$/.test(value) ? { kind: "socket", port: Number(value) } : undefined;
}

/** The package, seen from the bundle's place in dist/server/; LIBVIRT_CPU_DATA names another folder of data. */
const root = path.join(import.meta.dirname, "..", "..");
const data = process.env.LIBVIRT_CPU_DATA ?? path.join(root, "data");

function serve(transport: Transport): void {
  startServer(connect(transport), {
    readData: (name) => readFile(path.join(data, ...name.split("/")), "utf8"),
    readInside,
  });
}

/** Over a stream, which anything may be written to, what is no message ends the server. */
function connect(transport: Transport): Connection {
  if (transport.kind === "ipc") return createConnection(ProposedFeatures.all);
  if (transport.kind === "stdio") {
    // Standard output is the protocol's.
    globalThis.console = new Console(process.stderr);
    return overStreams(process.stdin, process.stdout);
  }
  const socket = transport.kind === "socket" ? createSocket(transport.port, "127.0.0.1") : createSocket(transport.name);
  return overStreams(socket, socket);
}

function overStreams(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Connection {
  const frames = checkedFrames();
  for (const stream of [frames, input]) stream.on("error", end);
  return createConnection(ProposedFeatures.all, input.pipe(frames), output);
}

function end(error: Error): void {
  process.stderr.write(`libvirt-cpu-language-server ends: ${error.message}\n`);
  process.exit(1);
}

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
const start = readArguments(process.argv.slice(2), version);
if (start.serves) {
  serve(start.transport);
} else {
  (start.code === 0 ? process.stdout : process.stderr).write(start.text);
  process.exitCode = start.code;
}
