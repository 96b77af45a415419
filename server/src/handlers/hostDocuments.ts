import { type CatalogueOptions, pickRelease } from "../../../shared/src/catalogue/index.js";
import type { CpuMap, Host } from "../../../shared/src/engine/index.js";
import type { HostDocument } from "../../../shared/src/messages.js";
import { describeHost, type NamedHost } from "../../../shared/src/rewrites/index.js";
import type { Services } from "../documents/documentContexts.js";

/** Longer documents describe no host. */
const MAX_LENGTH = 8 * 1024 * 1024;

/** Reads a host's document with the map of its own architecture; undefined where it describes none. */
export async function readHostDocument({ uri, text }: HostDocument, services: Services): Promise<Host | undefined> {
  if (text.length > MAX_LENGTH) return undefined;
  const release = pickRelease(services.configOf(uri).libvirt, await services.releases());
  const map = await mapOf({ arch: archIn(text), release }, services);
  return map && describeHost(text, map);
}

async function mapOf(options: CatalogueOptions, { catalogue }: Services): Promise<CpuMap | undefined> {
  return (await catalogue(options)).map;
}

/** The host's architecture, without parsing: the first `<arch>` of capabilities and domain capabilities says it. */
function archIn(text: string): string {
  return /<arch>\s*(\w+)\s*<\/arch>/.exec(text)?.[1] ?? "x86_64";
}

/** Hosts with names to tell them by: the file's name, or the whole URI where two have the same. */
export async function readHostDocuments(
  documents: readonly HostDocument[],
  services: Services,
): Promise<{ hosts: readonly NamedHost[] } | { error: string }> {
  const names = documents.map(({ uri }) => fileName(uri));
  const hosts: NamedHost[] = [];
  for (const [index, document] of documents.entries()) {
    const short = names[index] ?? document.uri;
    const name = names.indexOf(short) === names.lastIndexOf(short) ? short : document.uri;
    const host = await readHostDocument(document, services);
    if (host === undefined) return { error: `${name} does not describe a host.` };
    hosts.push({ name, host });
  }
  return { hosts };
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
