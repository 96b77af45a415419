import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { readCpu } from "../../../shared/src/engine/index.js";
import type { PoolHost, UnknownHost } from "../../../shared/src/hosts/index.js";
import { matrixSteps, type NamedDefinition } from "../../../shared/src/hosts/matrix/index.js";
import type { HostReference, MatrixAnswer, MatrixRequest, PlaceRequest } from "../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";

/** What stands behind the references of a request. */
export type ResolvedHosts =
  | { readonly hosts: readonly PoolHost[]; readonly unknown: readonly UnknownHost[] }
  | { readonly error: string };

export interface MatrixSources {
  readonly resolve: (references: readonly HostReference[]) => Promise<ResolvedHosts>;
  readonly catalogue: Services["catalogue"];
  readonly contexts: Pick<DocumentContexts, "open" | "contextAt">;
  readonly now?: () => number;
}

/** How long a turn takes, in milliseconds; between two, whatever has come in is answered. */
const TURN = 8;

/**
 * Message.matrix: hosts against features and models, and the document's CPU beside them. A document that is no VM's
 * leaves its column out.
 *
 * @param isCancelled asked between two turns: then the answer is an error that nobody reads
 */
export async function answerMatrix(
  { hosts: references, document: place }: MatrixRequest,
  sources: MatrixSources,
  isCancelled: () => boolean = () => false,
): Promise<MatrixAnswer> {
  const resolved = await sources.resolve(references);
  if ("error" in resolved) return resolved;
  const catalogues = await cataloguesOf(resolved.hosts, sources);
  const document = place && (await definitionAt(place, sources.contexts));
  if (document !== undefined && "error" in document) return document;
  const steps = matrixSteps({ ...resolved, catalogues, ...(document === undefined ? {} : { document }) });
  const now = sources.now ?? (() => performance.now());
  for (let end = now() + TURN; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (isCancelled()) return { error: "The question was taken back." };
    end = now() + TURN;
  }
}

/** Each architecture and release once. */
function cataloguesOf(hosts: readonly PoolHost[], { catalogue }: MatrixSources): Promise<Catalogue[]> {
  const wanted = new Map(hosts.map(({ host: { arch }, release }) => [`${arch} ${release}`, { arch, release }]));
  return Promise.all([...wanted.values()].map(catalogue));
}

async function definitionAt(
  { uri, version, position }: PlaceRequest,
  contexts: MatrixSources["contexts"],
): Promise<NamedDefinition | { error: string } | undefined> {
  const document = await contexts.open(uri);
  if (document === undefined) return undefined;
  if (document.textDocument.version !== version) return { error: "The document has changed. Try again." };
  const offset = position === undefined ? 0 : document.textDocument.offsetAt(position);
  const context = contexts.contextAt(document, offset);
  const element = context?.view.cpu?.element;
  if (context === undefined || element === undefined || context.view.cpu?.isHost === true) return undefined;
  const cpu = readCpu(element, { type: "guest" }, () => {});
  return cpu && { name: nameOf(uri), cpu, catalogue: context.catalogue };
}

/** The file's name without its ending. */
function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1).replace(/\.xml$/i, "");
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
