import type { DomainView } from "../../../../shared/src/domain/index.js";
import { hostNames } from "../../../../shared/src/hosts/report/index.js";
import type { HostReference } from "../../../../shared/src/messages.js";
import { childNamed } from "../../../../shared/src/xml/index.js";
import { fileName } from "../../hosts/fileName.js";

/** What a definition is called: the domain's name, else its file's without the ending. */
export function nameOfView(view: DomainView, uri: string): string {
  const text = childNamed(view.domain, "name")?.text.trim() ?? "";
  return text !== "" ? text : fileName(uri).replace(/\.xml$/i, "");
}

/** What hosts that a request names are called together. */
export function nameOfHosts(references: readonly HostReference[]): string {
  return hostNames(
    references.map((reference) => reference.name ?? ("uri" in reference ? fileName(reference.uri) : "")),
  );
}
