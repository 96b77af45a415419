import { serveDocument } from "../../../shared/src/domain/index.js";
import type { Request } from "../../../shared/src/messages.js";
import { driftBetween } from "../../../shared/src/vms/drift.js";
import type { Answer } from "./serveRequests.js";

/** What libvirt dropped or changed of a definition that it was given. */
export const answer: Answer<typeof Request.losses> = async ({ uri, written, stored }, { contexts }) => {
  const document = await contexts.open(uri);
  const [given, kept] = [written, stored].map((text) => serveDocument(text).views[0]?.domain);
  if (document === undefined || given === undefined || kept === undefined) return [];
  const drifts = driftBetween(given, kept, document.catalogue.grammar).filter(({ file }) => file !== undefined);
  return drifts.map(({ element, attribute }) => (attribute === undefined ? element : `${element} ${attribute}`));
};
