import { serveDocument } from "../../../shared/src/domain/index.js";
import type { Request } from "../../../shared/src/messages.js";
import { lossesBetween } from "../../../shared/src/vms/losses.js";
import type { Answer } from "./serveRequests.js";

/** Lists what libvirt dropped or changed when it was given a definition. */
export const answer: Answer<typeof Request.losses> = async ({ uri, written, stored }, { contexts }) => {
  const document = await contexts.open(uri);
  const [given, kept] = [written, stored].map((text) => serveDocument(text).views[0]?.domain);
  if (document === undefined || given === undefined || kept === undefined) return [];
  return lossesBetween(given, kept, document.catalogue.grammar).map(({ element, attribute }) =>
    attribute === undefined ? element : `${element} ${attribute}`,
  );
};
