import type { Memento } from "vscode";
import { type Address, formatAddress, readAddress, type Translate } from "../../../../shared/src/config/index.js";

/** Whether the user lets virsh connect to an address: somebody else may have written it. */
export interface Agreement {
  /** Remembers an address that the user has typed or chosen: that is his agreement. */
  agree(uris: readonly string[]): Promise<void>;
  /** Whether the user has agreed to it; he is not asked. */
  isAgreed(uri: string): boolean;
  /** Those that virsh may connect to; the user is asked about the others, each of them once. */
  agreed(uris: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface AgreementContext {
  /** The workspace's memory, which lies outside the workspace; what it holds may be broken, then nothing is agreed. */
  readonly memento: Pick<Memento, "get" | "update">;
  /** The program that is started. Another one is another question. */
  readonly executable: () => string;
  /** Asks the user about addresses that are new. @returns those that he agrees to */
  readonly ask: (addresses: readonly Address[], executable: string) => Promise<readonly Address[]>;
}

const key = "libvirtCpu.agreedConnections";
/** The oldest are forgotten. */
const MAX_KEPT = 20_000;

/** Keeps what the user has agreed to over restarts of the editor. An address that is refused is never agreed to. */
export function makeAgreement({ memento, executable, ask }: AgreementContext): Agreement {
  const kept = new Set(textsOf(memento.get<unknown>(key)));
  const entry = (address: Address): string => JSON.stringify([executable(), formatAddress(address)]);
  const keep = async (addresses: readonly Address[]): Promise<void> => {
    const before = kept.size;
    for (const address of addresses) kept.add(entry(address));
    if (kept.size > before) await memento.update(key, [...kept].slice(-MAX_KEPT));
  };
  const isAgreed = (uri: string): boolean => addressOf(uri).some((address) => kept.has(entry(address)));
  return {
    agree: (uris) => keep(uris.flatMap(addressOf)),
    isAgreed,
    agreed: async (uris) => {
      const addresses = new Map(uris.flatMap(addressOf).map((address) => [entry(address), address]));
      const unasked = [...addresses].filter(([name]) => !kept.has(name)).map(([, address]) => address);
      if (unasked.length > 0) await keep(await ask(unasked, executable()));
      return new Set(uris.filter(isAgreed));
    },
  };
}

/** The question before virsh is started: what runs, and where it connects to. */
export function questionText(address: Address, executable: string, t: Translate): string {
  const command = `${executable} --connect ${formatAddress(address)} capabilities`;
  return [
    destinationText(address, t),
    t("This command runs, then the same with domcapabilities and version; for its VMs with list, dumpxml and event:"),
    command,
    t("Nothing is changed there until you save, rename or create a VM."),
    t("You will be asked again when the address or the setting libvirtCpu.virshPath changes."),
  ].join("\n\n");
}

/** Where virsh connects to. */
export function destinationText(address: Address, t: Translate): string {
  const { driver, transport, user, host, port, parameters } = address;
  const socket = parameters.get("socket");
  if (isLocal(address)) {
    return socket === undefined
      ? t("virsh connects to libvirt on this machine.")
      : t("virsh connects to libvirt on this machine through the socket {0}.", socket);
  }
  const name = `${user === undefined ? "" : `${user}@`}${host ?? "localhost"}${port === undefined ? "" : `:${port}`}`;
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

function addressOf(uri: string): Address[] {
  const read = readAddress(uri);
  return "fault" in read ? [] : [read.address];
}

function textsOf(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((text) => typeof text === "string") : [];
}
