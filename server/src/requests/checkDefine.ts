import * as l10n from "@vscode/l10n";
import type { ListedFinding, Request } from "../../../shared/src/messages.js";
import type { Finding } from "../../../shared/src/rules/index.js";
import type { OpenDocument } from "../documents/openDocuments.js";
import type { Answer } from "./serveRequests.js";

/** What speaks against defining a document's VM as it is. */
export const answer: Answer<typeof Request.checkDefine> = async ({ uri }, { services, contexts }) => {
  await services.hostStore.folderOf(uri)?.settled();
  const document = await contexts.open(uri);
  if (document === undefined) return { error: l10n.t("This is not a libvirt document.") };
  const { findings } = await contexts.checked(document);
  const listed = (isWanted: (finding: Finding) => boolean) => listedIn(document, findings.filter(isWanted));
  return { errors: listed(isRejected), doubts: listed((finding) => !isRejected(finding) && isDoubtful(finding)) };
};

function isRejected({ severity, stage }: Finding): boolean {
  return severity === "error" && stage === "define";
}

function isDoubtful({ severity, stage }: Finding): boolean {
  return severity === "error" || (severity === "warning" && stage === "silent");
}

function listedIn({ textDocument }: OpenDocument, findings: readonly Finding[]): ListedFinding[] {
  return findings
    .map(({ start, message }) => ({ line: textDocument.positionAt(start).line + 1, message }))
    .sort((one, other) => one.line - other.line);
}
