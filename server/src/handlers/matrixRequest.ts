import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { readCpu } from "../../../shared/src/engine/index.js";
import { guestOf, type PoolHost } from "../../../shared/src/hosts/index.js";
import { matrixSteps, type NamedGuest } from "../../../shared/src/hosts/matrix/index.js";
import type { MatrixAnswer, MatrixRequest, PlaceRequest } from "../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { StaleError } from "../guard.js";
import { fileName } from "../hosts/fileName.js";
import { resolveHosts } from "../hosts/resolveHosts.js";
import { inTurns } from "../inTurns.js";

/**
 * Message.matrix: hosts against features and models, and the document's CPU beside them. A document that is no VM's
 * leaves its column out.
 *
 * @param isCancelled asked between two turns
 * @throws StaleError where the document has changed since it was asked about
 */
export async function answerMatrix(
  { hosts: references, document: place }: MatrixRequest,
  { services, contexts }: { readonly services: Services; readonly contexts: DocumentContexts },
  isCancelled: () => boolean,
): Promise<MatrixAnswer> {
  const resolved = await resolveHosts(references, services);
  if ("error" in resolved) return resolved;
  const catalogues = await cataloguesOf(resolved.hosts, services);
  const document = place && (await guestAt(place, contexts));
  return inTurns(
    matrixSteps({ ...resolved, catalogues, ...(document === undefined ? {} : { document }) }),
    isCancelled,
  );
}

/** Each architecture and release once. */
function cataloguesOf(hosts: readonly PoolHost[], { catalogue }: Services): Promise<Catalogue[]> {
  const wanted = new Map(hosts.map(({ host: { arch }, release }) => [`${arch} ${release}`, { arch, release }]));
  return Promise.all([...wanted.values()].map(catalogue));
}

async function guestAt(
  { uri, version, position }: PlaceRequest,
  contexts: DocumentContexts,
): Promise<NamedGuest | undefined> {
  const document = await contexts.open(uri);
  if (document === undefined) return undefined;
  if (document.textDocument.version !== version) throw new StaleError();
  const offset = position === undefined ? 0 : document.textDocument.offsetAt(position);
  const context = contexts.contextAt(document, offset);
  const element = context?.view.cpu?.element;
  if (context === undefined || element === undefined || context.view.cpu?.isHost === true) return undefined;
  const cpu = readCpu(element, { type: "guest" }, () => {});
  const guest = guestOf(context.view, cpu, context.catalogue.arch);
  return guest && { name: fileName(uri).replace(/\.xml$/i, ""), guest, catalogue: context.catalogue };
}
