/** Language features for `libvirt-cpu.json`, and what our client asks about it. */
export { type ConfigDocuments, makeConfigDocuments } from "./configDocuments.js";
