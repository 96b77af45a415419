/** QEMU's way of saying a CPU: the argument of `-cpu`. */
export { fromQemuCpu, type LeftOption, type QemuCpu } from "./fromQemuCpu.js";
export { type DomainSetting, domainSetting, elementForProperty } from "./qemuElsewhere.js";
export { toQemuCpu } from "./toQemuCpu.js";
