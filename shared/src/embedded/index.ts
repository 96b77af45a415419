export { editsIn, type Found, inHost } from "./inHost.js";
export { regionsOf } from "./regions.js";
export type { Region } from "./regionText.js";
