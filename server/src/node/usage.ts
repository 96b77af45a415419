/** How the server is started; the protocol's library reads the transport itself. */
export const USAGE = `Usage: libvirt-cpu-language-server --stdio | --node-ipc | --socket=<port> | --pipe=<name>

The language server for the CPU of libvirt virtual machines: diagnostics, completion, hover and fixes in any editor that
speaks the Language Server Protocol.

  --stdio          over standard input and output, as most editors want it
  --node-ipc       over the channel of a Node process that has forked this one
  --socket=<port>  connects to that port of 127.0.0.1, where the editor listens
  --pipe=<name>    connects to a named pipe or Unix socket, where the editor listens
  --version        the version
  --help           this text
`;

const TRANSPORT = /^--(?:stdio|node-ipc|socket=\d{1,5}|pipe=.+)$/;
/** The client's process: the server ends with it. */
const CLIENT = /^--clientProcessId=\d+$/;

/** What the arguments ask for: to serve, or to say something and end with a code. */
export type Start = { readonly serves: true } | { readonly serves: false; readonly code: 0 | 2; readonly text: string };

/** @param args the arguments after the program's name */
export function readArguments(args: readonly string[], version: string): Start {
  if (args.includes("--help") || args.includes("-h")) return { serves: false, code: 0, text: USAGE };
  if (args.includes("--version")) return { serves: false, code: 0, text: `${version}\n` };
  const others = args.filter((argument) => !CLIENT.test(argument));
  const [transport, ...rest] = others;
  // As editors give it: the port as an argument of its own.
  const separate = (transport === "--socket" || transport === "--pipe") && rest.length === 1;
  if (separate || (transport !== undefined && TRANSPORT.test(transport) && rest.length === 0)) return { serves: true };
  const wrong = others.length === 0 ? "Say how to talk to the editor." : `Not understood: ${others.join(" ")}`;
  return { serves: false, code: 2, text: `${wrong}\n\n${USAGE}` };
}
