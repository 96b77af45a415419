import type { Memento } from "vscode";
import { type Address, readAddress, type Translate } from "../../../../shared/src/config/index.js";
import type { Route } from "../../../../shared/src/messages.js";

/** Whether the user lets a libvirt be asked: somebody else may have written its address. */
export interface Agreement {
  /** Remembers a connection that the user has typed or chosen: that is his agreement. */
  agree(route: Route): Promise<void>;
  /** Whether the user has agreed to it; he is not asked. */
  isAgreed(route: Route): boolean;
  /** Those that may be asked; the user is asked about the others, each of them once. */
  agreed<R extends Route>(routes: readonly R[]): Promise<readonly R[]>;
}

/** What the user is asked about. */
export interface AskedRoute {
  readonly route: Route;
  /** What runs. */
  readonly command: string;
}

export interface AgreementContext {
  /** The workspace's memory, which lies outside the workspace; what it holds may be broken, then nothing is agreed. */
  readonly memento: Pick<Memento, "get" | "update">;
  /** The command that asks a libvirt: another one is another question. Undefined for an address that is refused. */
  readonly command: (route: Route) => string | undefined;
  /** Asks the user about what is new. @returns that to which he agrees */
  readonly ask: (asked: readonly AskedRoute[]) => Promise<readonly AskedRoute[]>;
}

const key = "libvirtCpu.agreedConnections";
/** The oldest are forgotten. */
const MAX_KEPT = 20_000;

/** Keeps what the user has agreed to over restarts of the editor. An address that is refused is never agreed to. */
export function makeAgreement({ memento, command, ask }: AgreementContext): Agreement {
  const kept = new Set(textsOf(memento.get<unknown>(key)));
  const keep = async (routes: readonly AskedRoute[]): Promise<void> => {
    const before = kept.size;
    for (const route of routes) kept.add(route.command);
    if (kept.size > before) await memento.update(key, [...kept].slice(-MAX_KEPT));
  };
  const asked = (route: Route): AskedRoute[] => {
    const text = command(route);
    return text === undefined ? [] : [{ route, command: text }];
  };
  const isAgreed = (route: Route): boolean => asked(route).some((each) => kept.has(each.command));
  return {
    isAgreed,
    agree: (route) => keep(asked(route)),
    agreed: async (routes) => {
      const unasked = new Map(routes.flatMap(asked).map((each) => [each.command, each]));
      for (const text of kept) unasked.delete(text);
      if (unasked.size > 0) await keep(await ask([...unasked.values()]));
      return routes.filter(isAgreed);
    },
  };
}

/** The question before a libvirt is asked: what runs, and where it connects to. */
export function questionText({ route, command }: AskedRoute, t: Translate): string {
  return [
    destinationText(route, t),
    t("This command runs, then the same with domcapabilities and version; for its VMs with list, dumpxml and event:"),
    command,
    t("Nothing is changed there until you save, rename or create a VM."),
    t("You will be asked again when this command changes."),
  ].join("\n\n");
}

/** Where virsh runs, and what it connects to. */
export function destinationText({ uri, via }: Route, t: Translate): string {
  const read = readAddress(uri);
  if ("fault" in read) return "";
  if (via === "ssh") return t("ssh runs virsh on {0}.", serverOf(read.address));
  return connectionText(read.address, t);
}

function serverOf({ user, host, port }: Address): string {
  return `${user === undefined ? "" : `${user}@`}${host ?? "localhost"}${port === undefined ? "" : `:${port}`}`;
}

function connectionText(address: Address, t: Translate): string {
  const { driver, transport, parameters } = address;
  const socket = parameters.get("socket");
  if (isLocal(address)) {
    return socket === undefined
      ? t("virsh connects to libvirt on this machine.")
      : t("virsh connects to libvirt on this machine through the socket {0}.", socket);
  }
  const name = serverOf(address);
  if (transport === "tcp") return t("virsh connects to {0} without encryption (tcp).", name);
  if (transport === undefined) return t("virsh connects to {0} with {1}.", name, DIRECT.get(driver) ?? "tls");
  return t("virsh connects to {0} with {1}.", name, transport);
}

/** Does an address lead to libvirt on this machine? */
export function isLocal({ host, transport }: Address): boolean {
  return host === undefined && (transport === undefined || transport === "unix");
}

/** How virsh itself reaches hosts of these drivers. */
const DIRECT: ReadonlyMap<string, string> = new Map(["esx", "vpx", "hyperv"].map((driver) => [driver, "https"]));

function textsOf(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((text) => typeof text === "string") : [];
}
