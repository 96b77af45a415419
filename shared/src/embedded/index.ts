export { documentsIn } from "./documentsIn.js";
export { editsIn, type FoundInDocument, inHost } from "./inHost.js";
export { regionsOf } from "./regions.js";
export type { Region } from "./regionText.js";
