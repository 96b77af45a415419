import type { Position, TextDocument } from "vscode-languageserver-textdocument";
import { archOf, type Catalogue } from "../../../shared/src/catalogue/index.js";
import { textKindOf } from "../../../shared/src/common/documentNames.js";
import type { ServedDocument } from "../../../shared/src/domain/index.js";
import { documentsIn } from "../../../shared/src/embedded/index.js";
import { contentKey } from "../../../shared/src/hosts/facts/hostReader.js";
import type { XmlDocument } from "../../../shared/src/xml/index.js";
import { StaleError } from "../guard.js";
import { asEmbedded, embeddedDocument } from "./embedded.js";

/** One version of a document that we serve, ready for features. */
export interface OpenDocument {
  /** The document as the client has it. */
  readonly source: TextDocument;
  /** The same, or the part of it that is libvirt's: see {@link embeddedIn}. */
  readonly textDocument: TextDocument;
  readonly tree: XmlDocument;
  readonly analysis: Analysis;
  readonly catalogue: Catalogue;
  /** Loaded with the first document: a server without one needs none. */
  readonly rules: typeof import("../../../shared/src/rules/index.js");
}

/** The documents that clients have open, and those in them. */
export interface OpenDocuments {
  /**
   * The document at a place, without one the first; a text of another language may hold several.
   *
   * @returns undefined for what we do not serve
   * @throws StaleError where the document changed while its catalogue was loaded
   */
  open(uri: string, place?: Position): Promise<OpenDocument | undefined>;
  /** All of them. */
  openAll(uri: string): Promise<readonly OpenDocument[]>;
  isTooLarge(document: TextDocument): boolean;
  /** Is it no longer what the client has? */
  isStale(document: OpenDocument): boolean;
}

/** @param catalogueOf the catalogue of the release in force for a document */
export function makeOpenDocuments(
  documents: { get(uri: string): TextDocument | undefined },
  catalogueOf: (uri: string, arch: string) => Promise<Catalogue>,
): OpenDocuments {
  const partsOf = makeParts();
  let rules: OpenDocument["rules"] | undefined;
  const isStale = ({ source, analysis }: OpenDocument) =>
    documents.get(source.uri) !== source || !partsOf(source).some((part) => part.analysis === analysis);
  const openPart = async (source: TextDocument, part: Part | undefined): Promise<OpenDocument | undefined> => {
    if (part?.analysis.tree === undefined) return undefined;
    const { textDocument, analysis } = part;
    const catalogue = await catalogueOf(source.uri, archOf(analysis.views[0]));
    rules ??= await import("../../../shared/src/rules/index.js");
    const document = { source, textDocument, tree: part.analysis.tree, analysis, catalogue, rules };
    if (isStale(document)) throw new StaleError();
    return document;
  };
  return {
    isStale,
    isTooLarge: (document) => partsOf(document).some(({ analysis }) => analysis.tooLarge),
    open: async (uri, place) => {
      const source = documents.get(uri);
      if (source === undefined) return undefined;
      const parts = partsOf(source);
      return openPart(source, place === undefined ? parts[0] : partAt(parts, source.offsetAt(place)));
    },
    openAll: async (uri) => {
      const source = documents.get(uri);
      const opened: OpenDocument[] = [];
      for (const part of source === undefined ? [] : partsOf(source)) {
        const document = source && (await openPart(source, part));
        if (document !== undefined) opened.push(document);
      }
      return opened;
    },
  };
}

/** What one version of a document, or of a part of it, is. */
interface Analysis extends ServedDocument {
  /** A short key of the text. */
  readonly textKey: () => string;
}

/** A document of libvirt's: one that is open, or a part of one in another language. */
interface Part {
  readonly textDocument: TextDocument;
  readonly analysis: Analysis;
}

function partOf(textDocument: TextDocument, served: ServedDocument): Part {
  let key: string | undefined;
  const textKey = () => {
    key ??= contentKey(textDocument.getText());
    return key;
  };
  return { textDocument, analysis: { ...served, textKey } };
}

/** Parses a document if it is one that we serve, or holds some. */
function findParts(document: TextDocument): readonly Part[] {
  // JSON may hold what looks like an element.
  if (document.languageId === "json" || document.languageId === "jsonc") return [];
  const kind = textKindOf(document.uri, document.languageId);
  return documentsIn(document.getText(), kind).map(({ served, region }) =>
    partOf(region === undefined ? document : embeddedDocument(document, region), served),
  );
}

function partAt(parts: readonly Part[], offset: number): Part | undefined {
  return parts.find(({ textDocument }) => {
    const { region } = asEmbedded(textDocument) ?? {};
    return region === undefined || (region.start <= offset && offset <= region.end);
  });
}

/** Remembers what is in each document's current version. */
function makeParts(): (document: TextDocument) => readonly Part[] {
  // Not every client counts: a version may come twice.
  const known = new WeakMap<TextDocument, { version: number; text: string; parts: readonly Part[] }>();
  return (document) => {
    const before = known.get(document);
    const { version } = document;
    const text = document.getText();
    if (before?.version === version && before.text === text) return before.parts;
    const parts = findParts(document);
    known.set(document, { version, text, parts });
    return parts;
  };
}
