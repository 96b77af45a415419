export { type Attr, type CpuListAttr, type NumberAttr, readAttr, readCpuListAttr, readNumberAttr } from "./attr.js";
export {
  type CpuSet,
  type CpuSpan,
  cpuListLimit,
  formatCpuList,
  highestCpu,
  parseCpuList,
} from "./cpuList.js";
export type {
  CacheView,
  CpuView,
  FeatureView,
  MaxphysaddrView,
  ModelView,
  NumaCellView,
  NumaView,
  TextView,
  TopologyView,
} from "./cpuView.js";
export type {
  DomainView,
  OsView,
  VcpuEntryView,
  VcpusView,
  VcpuView,
} from "./domainView.js";
export * from "./effective.js";
export { parseCount } from "./parseCount.js";
export { readCpu } from "./readCpu.js";
export { domainView, domainViews } from "./readDomain.js";
export { type RootName, servedRoots } from "./roots.js";
export { maxDocumentLength, type ServedDocument, serveDocument, tooLarge } from "./servedDocument.js";
export { readText, textRange } from "./textView.js";
export { topologyFactors } from "./topologyFactors.js";
