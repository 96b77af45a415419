/** libvirt's connection URIs, as far as people use them to ask a host: what is not listed here is refused. */

/** A connection URI in parts, each of them checked. */
export interface Address {
  /** libvirt's driver: `qemu`. */
  readonly driver: string;
  readonly transport?: string;
  readonly user?: string;
  /** A name or an IP address, without brackets. */
  readonly host?: string;
  readonly port?: number;
  /** Without escapes. */
  readonly path: string;
  /** By name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Why a connection URI is refused. */
export interface AddressFault {
  readonly code: FaultCode;
  /** What is wrong, or the name of the parameter; never a part that can be a password. */
  readonly found?: string;
  readonly allowed?: readonly string[];
}

export type FaultCode =
  | "empty"
  | "option"
  | "too-long"
  | "characters"
  | "form"
  | "driver"
  | "transport"
  | "transport-unused"
  | "fragment"
  | "password"
  | "percent"
  | "user"
  | "host"
  | "port"
  | "host-missing"
  | "host-unused"
  | "path"
  | "embed"
  | "reads-file"
  | "program"
  | "other-address"
  | "weakens"
  | "parameter"
  | "parameter-twice"
  | "value"
  | "value-list"
  | "value-path";

export type ReadAddress = { readonly address: Address } | { readonly fault: AddressFault };

/** Characters. */
export const MAX_ADDRESS = 200;

/** The drivers of libvirt's daemons and the paths that each driver has, from libvirt's documentation of the driver. */
export const DAEMON_DRIVERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["qemu", ["/system", "/session"]],
  ["xen", ["/system", "/"]],
  ["ch", ["/system", "/session"]],
  ["bhyve", ["/system", "/session"]],
  ["lxc", ["/system", "/"]],
  ["vbox", ["/session", "/system"]],
  ["vz", ["/system"]],
  ["test", ["/default"]],
]);

/** Drivers with which virsh itself talks to a host. */
export const NETWORK_DRIVERS: readonly string[] = ["esx", "vpx", "hyperv"];

const OVER_SSH = ["keyfile", "mode", "proxy", "socket"];

/** Transports, each with its parameters. `ext` is none: it runs a program that the URI names. */
export const TRANSPORTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["unix", ["mode", "socket"]],
  ["ssh", [...OVER_SSH, "no_tty"]],
  ["libssh", [...OVER_SSH, "sshauth"]],
  ["libssh2", [...OVER_SSH, "sshauth"]],
  ["tls", []],
  ["tcp", []],
]);

/** Parameters that are one of a few words. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["mode", ["auto", "legacy", "direct"]],
  ["no_tty", ["1"]],
  ["proxy", ["auto", "netcat", "native"]],
]);

/** The values of `sshauth` that ask for no password. */
const SSH_AUTH: readonly string[] = ["agent", "privkey"];

/** Parameters of doRemoteOpen that run a program. */
const PROGRAMS: ReadonlySet<string> = new Set(["command", "netcat"]);

/** Parameters that have less of the host checked, or choose who vouches for it, or where passwords come from. */
const WEAKENING: ReadonlySet<string> = new Set([
  "known_hosts",
  "known_hosts_verify",
  "no_verify",
  "no_sanity",
  "pkipath",
  "tls_priority",
  "auth",
  "authfile",
]);

/**
 * Takes a connection URI apart. libvirt's virURIParse and doRemoteOpen (as of 12.8.0) take more, which is not needed to
 * ask a host, and which a file that anybody has written must not have: programs, folders to load, other addresses.
 *
 * @param text may be anything
 * @returns the parts, or the first fault
 */
export function readAddress(text: string): ReadAddress {
  const fault = faultOfText(text);
  if (fault !== undefined) return { fault };
  const match = /^([^:/?#]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(#)?/.exec(text);
  if (match === null) return { fault: { code: "form" } };
  const [, scheme = "", authority = "", path = "", query, fragment] = match;
  const parts = collect([
    readScheme(scheme),
    readAuthority(authority),
    fragment === undefined ? {} : { code: "fragment" as const },
  ]);
  if ("code" in parts) return { fault: parts };
  const { driver = "", transport, host } = parts;
  const read = collect([
    hostFault(parts) ?? {},
    readPath(driver, path),
    readQuery(query, parametersOf(driver, transport, host)),
  ]);
  if ("code" in read) return { fault: read };
  return { address: { ...parts, driver, path: read.path ?? "", parameters: read.parameters ?? new Map() } };
}

/** Does a connection URI name a host that OpenSSH leads to, so that virsh can be run there? */
export function isOverSsh(text: string): boolean {
  const read = readAddress(text);
  return "address" in read && read.address.transport === "ssh" && read.address.host !== undefined;
}

/**
 * The connection URI of checked parts, as virsh is given it. ssh gets `no_tty`, so that it never asks on a terminal that
 * nobody sees.
 */
export function formatAddress({ driver, transport, user, host, port, path, parameters }: Address): string {
  const scheme = transport === undefined ? driver : `${driver}+${transport}`;
  const server = host?.includes(":") === true ? `[${host}]` : (host ?? "");
  const authority = `${user === undefined ? "" : `${user}@`}${server}${port === undefined ? "" : `:${port}`}`;
  const all = new Map(transport === "ssh" ? [...parameters, ["no_tty", "1"] as const] : parameters);
  const query = Array.from(all, ([name, value]) => `${name}=${value}`)
    .sort()
    .join("&");
  const escaped = path.split("/").map(encodeURIComponent).join("/");
  return `${scheme}://${authority}${escaped}${query === "" ? "" : `?${query}`}`;
}

type Found = Partial<Address> | AddressFault;

/** All parts, or the first fault among them. */
function collect(found: readonly Found[]): Found {
  return found.find((each) => "code" in each) ?? Object.assign({}, ...found);
}

function faultOfText(text: string): AddressFault | undefined {
  if (text === "") return { code: "empty" };
  if (text.startsWith("-")) return { code: "option" };
  if (text.length > MAX_ADDRESS) return { code: "too-long" };
  return /[^!-~]/.test(text) ? { code: "characters" } : undefined;
}

function readScheme(scheme: string): Found {
  const plus = scheme.indexOf("+");
  const driver = plus < 0 ? scheme : scheme.slice(0, plus);
  const transport = plus < 0 ? undefined : scheme.slice(plus + 1);
  if (transport?.toLowerCase() === "ext") return { code: "program", found: transport };
  const isNetwork = NETWORK_DRIVERS.includes(driver);
  if (!isNetwork && !DAEMON_DRIVERS.has(driver)) {
    return { code: "driver", found: driver, allowed: [...DAEMON_DRIVERS.keys(), ...NETWORK_DRIVERS] };
  }
  if (transport === undefined) return { driver };
  if (isNetwork) return { code: "transport-unused", found: transport };
  if (!TRANSPORTS.has(transport)) return { code: "transport", found: transport, allowed: [...TRANSPORTS.keys()] };
  return { driver, transport };
}

/** `me@node1:22`. What is quoted in a fault holds no colon: it cannot be a password. */
function readAuthority(authority: string): Found {
  if (authority === "") return {};
  const at = authority.lastIndexOf("@");
  const user = authority.slice(0, Math.max(0, at));
  const server = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority.slice(at + 1));
  const [, name = "", port] = server ?? [];
  if (/^[\da-f]*:[\da-f]*:[\da-f:]*$/i.test(authority.slice(at + 1)))
    return { code: "host", found: authority.slice(at + 1) };
  // What is no number where a port should be: the beginning of a secret with a slash in it.
  if (/:|%3a/i.test(user) || (port !== undefined && !/^\d*$/.test(port))) return { code: "password" };
  if (authority.includes("%")) return { code: "percent" };
  if (at >= 0 && !/^\w[\w.+-]*$/.test(user)) return { code: "user", found: user };
  if (!/^\w[\w.-]*$/.test(name) && !isIpv6(name)) return { code: "host", found: name };
  if (port !== undefined && !isPort(port)) return { code: "port", found: port };
  return {
    ...(at < 0 ? {} : { user }),
    host: name.replace(/^\[|\]$/g, ""),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

function isIpv6(name: string): boolean {
  return /^\[[\da-f]*:[\da-f:.]*\]$/i.test(name);
}

function isPort(port: string): boolean {
  return /^[1-9]\d{0,4}$/.test(port) && Number(port) < 65_536;
}

function hostFault({ driver = "", transport, host }: Partial<Address>): AddressFault | undefined {
  if (transport === "unix" && host !== undefined) return { code: "host-unused", found: host };
  return NETWORK_DRIVERS.includes(driver) && host === undefined ? { code: "host-missing" } : undefined;
}

function readPath(driver: string, path: string): Found {
  if (driver === "vpx") return readInventoryPath(path);
  const allowed = DAEMON_DRIVERS.get(driver) ?? ["/"];
  // No path at all is the empty one.
  const found = path === "" && allowed.includes("/") ? "/" : path;
  if (allowed.includes(found)) return { path: found };
  if (found === "/embed") return { code: "embed" };
  return driver === "test" ? { code: "reads-file" } : { code: "path", allowed };
}

/** The way to a host in vCenter: `/my%20center/cluster/host`. */
function readInventoryPath(path: string): Found {
  const segments = path.slice(1).split("/").map(unescaped);
  const isPlain = segments.every(
    (segment) => segment !== undefined && /^[\p{L}\p{N}_][\p{L}\p{N} ._()-]*$/u.test(segment),
  );
  if (!path.startsWith("/") || !isPlain) return { code: "path", allowed: ["/datacenter/cluster/host"] };
  return { path: `/${segments.join("/")}` };
}

/** The parameters that are used: without a transport libvirt takes tls to a host, and unix here (remoteSplitURIScheme). */
function parametersOf(driver: string, transport: string | undefined, host: string | undefined): readonly string[] {
  if (NETWORK_DRIVERS.includes(driver)) return [];
  return TRANSPORTS.get(transport ?? (host === undefined ? "unix" : "tls")) ?? [];
}

/** virURIParseParams splits at `;` as well, where there is no `&`; here it is part of a value, and refused. */
function readQuery(query: string | undefined, allowed: readonly string[]): Found {
  const parameters = new Map<string, string>();
  for (const part of query?.split("&") ?? []) {
    const equals = part.indexOf("=");
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? "" : part.slice(equals + 1);
    const fault = parameterFault(name, value, allowed);
    if (fault !== undefined) return fault;
    if (parameters.has(name)) return { code: "parameter-twice", found: name };
    parameters.set(name, unescaped(value) ?? "");
  }
  return { parameters };
}

function parameterFault(name: string, value: string, allowed: readonly string[]): AddressFault | undefined {
  const known = (unescaped(name) ?? name).split("\0", 1)[0]?.toLowerCase() ?? "";
  if (PROGRAMS.has(known)) return { code: "program", found: known };
  if (known === "name") return { code: "other-address", found: known };
  if (WEAKENING.has(known)) return { code: "weakens", found: known };
  if (name.includes("%")) return { code: "percent" };
  return allowed.includes(name) ? valueFault(name, unescaped(value)) : { code: "parameter", found: name, allowed };
}

function valueFault(name: string, value: string | undefined): AddressFault | undefined {
  const words = WORDS.get(name);
  if (words !== undefined)
    return words.includes(value ?? "") ? undefined : { code: "value", found: name, allowed: words };
  if (name !== "sshauth") return isFullPath(value ?? "") ? undefined : { code: "value-path", found: name };
  const isKnown = value?.split(",").every((word) => SSH_AUTH.includes(word));
  return isKnown === true ? undefined : { code: "value-list", found: name, allowed: SSH_AUTH };
}

/** libvirt (12.8.0, too) hands the path of a socket to a shell of the host, unquoted: nothing in it may have a meaning there. */
function isFullPath(value: string): boolean {
  return /^(?:\/[\w+.,:@-]+)+$/.test(value) && !/\/\.\.?(?:\/|$)/.test(value);
}

/** undefined where escapes are broken, or are no UTF-8. */
function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
