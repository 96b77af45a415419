/** The one place for what client and server say to each other beyond the language server protocol. */

export type { ConfigChange, EditedConfig } from "./config/editConfig.js";
export { guestRoots, servedRoots } from "./domain/roots.js";
export type * from "./messages/baseline.js";
export * from "./messages/hosts.js";
export type * from "./messages/matrix.js";
export * from "./messages/names.js";
export type * from "./messages/place.js";
export type * from "./messages/reports.js";
export type * from "./messages/rewrites.js";
