/** QEMU's way of saying a CPU: the argument of `-cpu`. */
export { fromQemuCpu } from "./fromQemuCpu.js";
export { toQemuCpu } from "./toQemuCpu.js";
