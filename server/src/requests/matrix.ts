import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { fileNameOf } from "../../../shared/src/common/fileNames.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import type { PlaceRequest, Request } from "../../../shared/src/messages.js";
import { matrixSteps, type NamedGuest } from "../../../shared/src/reports/matrix/matrix.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { runInSlices } from "../guard.js";
import { resolveHosts } from "../hosts/resolveHosts.js";
import { contextAt, guestIn } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** Hosts against features and models, and the document's CPU beside them; a document that is no VM's has no column. */
export const answer: Answer<typeof Request.matrix> = async (
  { hosts: references, document: place },
  { services, contexts, isCancelled },
) => {
  const resolved = await resolveHosts(references, services);
  if ("error" in resolved) return resolved;
  const catalogues = await cataloguesOf(resolved.hosts, services);
  const document = place && (await guestAt(place, contexts));
  return runInSlices(
    matrixSteps({ ...resolved, catalogues, ...(document === undefined ? {} : { document }) }),
    isCancelled,
  );
};

/** Each architecture and release once. */
function cataloguesOf(hosts: readonly PoolHost[], { catalogue }: Services): Promise<Catalogue[]> {
  const wanted = new Map(hosts.map(({ host: { arch }, release }) => [`${arch} ${release}`, { arch, release }]));
  return Promise.all([...wanted.values()].map(catalogue));
}

async function guestAt(place: PlaceRequest, contexts: DocumentContexts): Promise<NamedGuest | undefined> {
  const context = await contextAt(place, contexts);
  const guest = "error" in context ? undefined : guestIn(context);
  if ("error" in context || guest === undefined || context.view.cpu === undefined) return undefined;
  return { name: fileNameOf(place.uri).replace(/\.xml$/i, ""), guest, catalogue: context.catalogue };
}
