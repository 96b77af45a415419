import type { LiveConnection, LiveFacts } from "../../shared/src/messages.js";
import type { LibvirtConnection } from "./connect.js";
import { VirshError } from "./failure.js";

/** The output of `virsh capabilities`. */
export function capabilities(virsh: LibvirtConnection, signal: AbortSignal): Promise<string> {
  return virsh.document(["capabilities"], signal);
}

/**
 * Everything that is asked about a host: its documents, and the releases it runs.
 *
 * @param about for which guests the domain capabilities are; libvirt's own choice where nothing is said
 * @param now milliseconds since 1970
 */
export async function askHost(
  virsh: LibvirtConnection,
  about: Omit<LiveConnection, "uri">,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<LiveFacts> {
  const ofHost = await capabilities(virsh, signal);
  // The test driver has none; what the processor is helps already.
  const ofDomains = await virsh.document(["domcapabilities", ...optionsOf(about)], signal).catch((error: unknown) => {
    if (asksForGuests(about) || !isUnsupported(error)) throw error;
    return undefined;
  });
  return {
    documents: ofDomains === undefined ? [ofHost] : [ofDomains, ofHost],
    ...(await releasesOf(virsh, signal)),
    fetched: now(),
  };
}

/** The releases that a host runs, as far as it tells them. */
export async function releasesOf(
  virsh: LibvirtConnection,
  signal: AbortSignal,
): Promise<Pick<LiveFacts, "libvirt" | "qemu">> {
  return releasesIn(await virsh.run(["version", "--daemon"], signal).catch(() => ""));
}

function isUnsupported(error: unknown): boolean {
  return error instanceof VirshError && error.failure.code === "unsupported";
}

function asksForGuests({ arch, machine, virtType }: Omit<LiveConnection, "uri">): boolean {
  return arch !== undefined || machine !== undefined || virtType !== undefined;
}

function optionsOf({ arch, machine, virtType }: Omit<LiveConnection, "uri">): string[] {
  return [
    ...(arch === undefined ? [] : [`--arch=${arch}`]),
    ...(machine === undefined ? [] : [`--machine=${machine}`]),
    ...(virtType === undefined ? [] : [`--virttype=${virtType}`]),
  ];
}

/** `Running against daemon: 9.0.0`, `Running hypervisor: QEMU 7.2.22`. */
function releasesIn(output: string): Pick<LiveFacts, "libvirt" | "qemu"> {
  const libvirt = /Running against daemon: (\d+(?:\.\d+){1,2})/.exec(output)?.[1];
  const qemu = /Running hypervisor: QEMU (\d+(?:\.\d+){1,2})/.exec(output)?.[1];
  return { ...(libvirt === undefined ? {} : { libvirt }), ...(qemu === undefined ? {} : { qemu }) };
}
