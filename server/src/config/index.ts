/** Language features for `libvirt-cpu.json`, and what our client asks about it. */
export { configCompletion } from "./configCompletion.js";
export { configDiagnostics, isConfigDocument } from "./configDiagnostics.js";
export type { ConfigFacts } from "./configOffers.js";
export { handleConfigRequests } from "./handleEditConfig.js";
