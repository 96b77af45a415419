/** The one place for what client and server say to each other beyond the language server protocol. */

export type { ConfigChange, EditedConfig } from "./config/editConfig.js";
export * from "./messages/hosts.js";
export * from "./messages/requests.js";
export type * from "./messages/rewrites.js";
export * from "./messages/vms.js";
