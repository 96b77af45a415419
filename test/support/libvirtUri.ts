import { formatAddress, readAddress } from "../../shared/src/config/index.js";

/** What libvirt makes of a connection URI; strings as C has them: bytes, up to the first NUL. */
interface LibvirtUri {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly server: string | undefined;
  readonly path: string;
  readonly fragment: string | undefined;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads as libxml2's xmlParseURI, then virURIParseParams of libvirt 12.8.0 do: split first and unescaped after, bytes that
 * are no UTF-8 as they are, `;` as a separator where there is no `&`, a NUL as the end.
 */
export function readAsLibvirt(text: string): LibvirtUri | undefined {
  const match = /^([^:/?#]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
  if (match === null) return undefined;
  const [, scheme = "", authority, path = "", query = "", fragment] = match;
  const at = authority?.indexOf("@") ?? -1;
  const server = authority?.slice(at + 1).replace(/:\d*$/, "");
  return {
    scheme: unescaped(scheme),
    user: at < 0 ? undefined : unescaped(authority?.slice(0, at) ?? ""),
    server: server === undefined || server === "" ? undefined : unescaped(server).replace(/^\[(.*)\]$/, "$1"),
    path: unescaped(path),
    fragment,
    parameters: readParameters(query),
  };
}

function readParameters(query: string): [string, string][] {
  const parameters: [string, string][] = [];
  for (let rest = query; rest !== ""; ) {
    const separator = rest.includes("&") ? "&" : ";";
    const end = rest.includes(separator) ? rest.indexOf(separator) : rest.length;
    const part = rest.slice(0, end);
    rest = rest.slice(end + 1);
    const equals = part.indexOf("=");
    if (part === "" || equals === 0) continue;
    const name = equals < 0 ? part : part.slice(0, equals);
    parameters.push([unescaped(name), equals < 0 ? "" : unescaped(part.slice(equals + 1))]);
  }
  return parameters;
}

/** A byte a character. */
function unescaped(text: string): string {
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  const plain = bytes.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return plain.split("\0", 1)[0] ?? "";
}

const SCHEME = /^(?:(?:qemu|xen|ch|bhyve|lxc|vbox|vz|test)(?:\+(?:unix|ssh|libssh2?|tls|tcp))?|esx|vpx|hyperv)$/;
const PARAMETER: ReadonlyMap<string, RegExp> = new Map([
  ["keyfile", /^\/[^;|`$\\'"()<>*?[\]{}!#~\s]+$/],
  ["socket", /^\/[^;|`$\\'"()<>*?[\]{}!#~\s]+$/],
  ["mode", /^(?:auto|legacy|direct)$/],
  ["proxy", /^(?:auto|netcat|native)$/],
  ["sshauth", /^(?:agent|privkey)(?:,(?:agent|privkey))*$/],
  ["no_tty", /^1$/],
]);

/**
 * The law of addresses: whatever is accepted and put together again has only allowed parts when libvirt reads it.
 *
 * @returns what is not allowed in it; undefined where all is well, or where the address is refused
 */
export function brokenLaw(text: string): string | undefined {
  const read = readAddress(text);
  if ("fault" in read) return undefined;
  const given = formatAddress(read.address);
  const again = readAddress(given);
  if ("fault" in again || formatAddress(again.address) !== given) return `${given} is read as another`;
  const uri = readAsLibvirt(given);
  if (uri === undefined) return `${given} cannot be read`;
  const { scheme, user, server, path, fragment, parameters } = uri;
  const parts = [scheme, user ?? "", server ?? "", path, ...parameters.flat()];
  if (parts.some((part) => /\p{Cc}/u.test(Buffer.from(part, "latin1").toString("utf8")))) return "a control character";
  if (!SCHEME.test(scheme)) return `the scheme ${scheme}`;
  if (user !== undefined && !/^\w[^:@%]*$/.test(user)) return `the user ${user}`;
  if (server !== undefined && !/^(?:\w[\w.-]*|[\da-f:.]*:[\da-f:.]*)$/i.test(server)) return `the host ${server}`;
  if (!(scheme === "vpx" ? /^(?:\/[^/.?#%-][^/?#%]*)+$/ : /^\/(?:system|session|default)?$/).test(path))
    return `the path ${path}`;
  if (scheme !== "vpx" && scheme.startsWith("test") !== (path === "/default")) return `the path ${path} of ${scheme}`;
  if (fragment !== undefined) return "a fragment";
  const names = parameters.map(([name]) => name.toLowerCase());
  if (new Set(names).size < names.length) return "a parameter twice";
  if (scheme.endsWith("+ssh") && !names.includes("no_tty")) return "a terminal";
  return parameters
    .filter(([name, value]) => PARAMETER.get(name.toLowerCase())?.test(value) !== true)
    .map(([name, value]) => `the parameter ${name}=${value}`)[0];
}
