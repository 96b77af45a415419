/**
 * libvirt's CPU engine: what libvirt answers about CPU definitions, computed from its CPU map.
 * Pure: no file access, no state; the map is handed in. See docs/engine.md.
 */
export { type Baseline, type BaselineOptions, baselineCpu } from "./baseline.js";
export { type Comparison, type CompareResult, compareCpu } from "./compare.js";
export type { CpuData, CpuidRow, MsrRow } from "./cpuData.js";
export { CpuError, type CpuErrorCode } from "./cpuError.js";
export { type CpuMap, type Feature, loadCpuMap, type Model, readCpuMap } from "./cpuMap.js";
export type { CpuMapJson } from "./cpuMapJson.js";
export { type DecodeOptions, decodeCpu, type HypervisorModel, type ModelList } from "./decode.js";
export type * from "./definition.js";
export { expandCpu } from "./expand.js";
export { formatCpu } from "./format.js";
export { type CpuType, parseCpu } from "./parse.js";
export { translateCpu } from "./translate.js";
export { updateCpu } from "./update.js";
