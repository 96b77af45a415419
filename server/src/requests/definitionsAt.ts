import * as l10n from "@vscode/l10n";
import { serveDocument } from "../../../shared/src/domain/index.js";
import type { DriftRequest } from "../../../shared/src/messages.js";
import type { XmlElement } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts } from "../documents/documentContexts.js";
import { contextAt } from "./contextAt.js";

/** The definition of a VM in a file, and the one that libvirt has. */
export interface TwoDefinitions {
  readonly file: XmlElement;
  readonly stored: XmlElement;
  readonly context: FeatureContext;
}

/** Reads both definitions that a request is about; an error where one of them is none. */
export async function definitionsAt(
  request: DriftRequest,
  contexts: DocumentContexts,
): Promise<TwoDefinitions | { readonly error: string }> {
  const context = await contextAt(request, contexts);
  if ("error" in context) return context;
  const { domain, kind } = context.view;
  if (domain === undefined || kind !== "domain") {
    return { error: l10n.t("The file is not the definition of a VM: its outermost element must be <domain>.") };
  }
  const stored = domainIn(request.definition);
  return stored === undefined
    ? { error: l10n.t("What libvirt printed is not the definition of a VM.") }
    : { file: domain, stored, context };
}

/** The `<domain>` that libvirt printed. */
export function domainIn(text: string): XmlElement | undefined {
  return serveDocument(text).views[0]?.domain;
}
