export {
  type CpuSet,
  type CpuSpan,
  cpuListLimit,
  formatCpuList,
  highestCpu,
  parseCpuList,
} from "./cpuList.js";
export * from "./effective.js";
export {
  type HypervFeatureView,
  type HypervView,
  type IommuView,
  lastFeature,
  readHyperv,
  readIommus,
  readTimers,
  type TimerView,
} from "./features.js";
export {
  archOrMachine,
  foreignArch,
  guestArch,
  guestArches,
  guestSystem,
  isArmVirt,
  isBoundToHost,
  isFamily,
  isPSeries,
  machineType,
  readFirmware,
} from "./guestMachine.js";
export { type IothreadsView, readIothreads } from "./iothreads.js";
export {
  definedMemory,
  type MemoryDeviceView,
  NEEDS_NODE,
  parseMemory,
  readMemoryDevices,
  sizeIn,
  sizeOfText,
} from "./memory.js";
export { parseInteger, parseSize, type Size, scaleOf } from "./numbers.js";
export { type LIMITS, parseCount, parseLong, parseNumber } from "./parseCount.js";
export {
  type CpuArgument,
  cpuArguments,
  droppedCommandLines,
  overridesCpu,
  qemuElements,
  qemuNamespace,
} from "./qemuCommandLine.js";
export { readCpuView } from "./readCpu.js";
export { domainView, domainViews, viewAt } from "./readDomain.js";
export { maxDocumentLength, type ServedDocument, serveDocument, tooLarge } from "./servedDocument.js";
export type {
  CacheView,
  CpuView,
  DomainView,
  FeatureView,
  MaxphysaddrView,
  ModelView,
  NumaCellView,
  NumaView,
  OsView,
  TextView,
  TopologyView,
  VcpuEntryView,
  VcpusView,
  VcpuView,
} from "./views.js";
export {
  type Attr,
  type CpuListAttr,
  type NumberAttr,
  readAttr,
  readCpuListAttr,
  readNumberAttr,
  readText,
  textRange,
} from "./views.js";
