import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Region } from "../../../shared/src/embedded/index.js";

/** A document of libvirt's inside another one: offsets are its own, positions those of the one around. */
export interface EmbeddedDocument extends TextDocument {
  readonly region: Region;
  readonly source: TextDocument;
}

/** A region of a document as one of its own. */
export function embeddedDocument(source: TextDocument, region: Region): EmbeddedDocument {
  return {
    region,
    source,
    uri: source.uri,
    languageId: source.languageId,
    version: source.version,
    lineCount: source.lineCount,
    getText: (range) => {
      if (range === undefined) return region.text;
      const [start, end] = [range.start, range.end].map((place) => region.toRegion(source.offsetAt(place)));
      return region.text.slice(start, end);
    },
    positionAt: (offset) => source.positionAt(region.toHost(offset)),
    getLineRange: (line) => source.getLineRange(line),
    getEOLCharacters: (line) => source.getEOLCharacters(line),
    offsetAt: (position) => region.toRegion(source.offsetAt(position)),
  };
}

/** A document as a part of the one around it; undefined for one that is no part of another. */
export function asEmbedded(document: TextDocument): EmbeddedDocument | undefined {
  return "region" in document ? (document as EmbeddedDocument) : undefined;
}
