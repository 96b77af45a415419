import type { Parts } from "../../server/src/parts.js";

/** As Node's server loads them. */
export const serverParts: Parts = {
  answers: () => import("../../server/src/handlers/answers.js"),
  configFeatures: () => import("../../server/src/config/configFeatures.js"),
};
