import type { Request } from "../../../shared/src/messages.js";
import { costText, switchChoices } from "../../../shared/src/rewrites/index.js";
import { contextAt } from "./contextAt.js";
import type { Answer } from "./serveRequests.js";

/** The models that can express the document's CPU. */
export const answer: Answer<typeof Request.switchChoices> = async (place, { contexts }) => {
  const context = await contextAt(place, contexts);
  if ("error" in context) return context;
  const choices = switchChoices(context);
  if ("error" in choices) return choices;
  return {
    models: choices.map(({ name, vendor, ...cost }) => ({
      name,
      ...(vendor === undefined ? {} : { vendor }),
      cost: costText(cost),
    })),
  };
};
