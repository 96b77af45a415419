/** What is made of a `libvirt-cpu.json`: loaded when the first is opened or changed. */
export { commentActions, configActions } from "./configActions.js";
export { configCompletion } from "./configCompletion.js";
export { configDiagnostics } from "./configDiagnostics.js";
export { configHover } from "./configHover.js";
