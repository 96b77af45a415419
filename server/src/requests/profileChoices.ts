import * as l10n from "@vscode/l10n";
import type { Request } from "../../../shared/src/messages.js";
import { profiles } from "../../../shared/src/rewrites/index.js";
import { contextAt } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** The profiles of the document's architecture and release. */
export const answer: Answer<typeof Request.profileChoices> = async (place, { contexts }) => {
  const context = await contextAt(place, contexts);
  if ("error" in context) return context;
  const { catalogue } = context;
  const found = profiles(catalogue);
  if (found.length === 0) return { error: l10n.t("There are no CPU levels for {0}, only for x86-64.", catalogue.arch) };
  return { profiles: found.map(({ level, vendor, cpu }) => ({ level, vendor, model: cpu.model ?? "" })) };
};
