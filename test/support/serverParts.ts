import { once } from "../../server/src/once.js";
import type { Parts } from "../../server/src/parts.js";

/** As Node's server loads them; kept for all servers of a test file, as a program's modules are. */
export const serverParts: Parts = {
  answers: once(() => import("../../server/src/handlers/answers.js")),
  configFeatures: once(() => import("../../server/src/config/configFeatures.js")),
};
