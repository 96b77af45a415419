import { fileNameOf } from "../../../shared/src/common/fileNames.js";
import type { Request } from "../../../shared/src/messages.js";
import { driftDocument, driftReport, reportMarkdown } from "../../../shared/src/reports/index.js";
import { definitionsAt, domainIn } from "./definitionsAt.js";
import type { Answer } from "./serveRequests.js";

/** How a file differs from the definition that libvirt has, and from what runs. */
export const answer: Answer<typeof Request.drift> = async (request, { contexts }) => {
  const found = await definitionsAt(request, contexts);
  if ("error" in found) return found;
  const { file, stored, context } = found;
  const live = request.live === undefined ? undefined : domainIn(request.live);
  const report = driftReport({ file, stored, live }, fileNameOf(request.uri), context.catalogue.grammar);
  const document = driftDocument(report, (offset) => context.textDocument.positionAt(offset).line + 1);
  return { title: document.title, markdown: reportMarkdown(document), differences: report.differences };
};
