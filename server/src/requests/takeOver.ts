import * as l10n from "@vscode/l10n";
import type { Request } from "../../../shared/src/messages.js";
import { takeOver } from "../../../shared/src/vms/takeOver.js";
import { toRewrite } from "./contextAt.js";
import { definitionsAt } from "./definitionsAt.js";
import type { Answer } from "./serveRequests.js";

/** Places that a sentence names. */
const MOST_NAMED = 5;

/** The edits after which a file has the values that libvirt has. */
export const answer: Answer<typeof Request.takeOver> = async (request, { contexts }) => {
  const found = await definitionsAt(request, contexts);
  if ("error" in found) return found;
  const { stored, context } = found;
  const before = context.textDocument.getText();
  const { text, left } = takeOver(before, stored, context.catalogue.grammar);
  const places = left.map(({ element, attribute }) => (attribute === undefined ? element : `${element} ${attribute}`));
  const named = [...places.slice(0, MOST_NAMED), ...(places.length > MOST_NAMED ? ["…"] : [])].join(", ");
  const caution = l10n.t("These values still differ. Copy them by hand: {0}.", named);
  return toRewrite(
    {
      edits: text === before ? [] : [changeOf(before, text)],
      summary:
        text === before
          ? l10n.t("Nothing was changed in the file.")
          : l10n.t("The file has libvirt's values now. It is not saved yet."),
      cautions: left.length === 0 ? [] : [caution],
    },
    context,
  );
};

/** What is between the first and the last character that differ: comments and layout around it stay as they are. */
function changeOf(before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, end: before.length - end, newText: after.slice(start, after.length - end) };
}
