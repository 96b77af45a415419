/**
 * libvirt's CPU engine: what libvirt answers about CPU definitions, computed from its CPU map.
 * Pure: no file access, no state; the map is handed in. See docs/engine.md.
 */
export { type Baseline, type BaselineOptions, baselineCpu } from "./baseline.js";
export { checkStart } from "./checkStart.js";
export { type CompareResult, type Comparison, compareCpu } from "./compare.js";
export type { CpuData, CpuidRow, MsrRow } from "./cpuData.js";
export { CpuError, type CpuErrorCode, type CpuProblem } from "./cpuError.js";
export { parseCpuData } from "./cpuidData.js";
export { parseCpuidDump } from "./cpuidDump.js";
export { type CpuMap, type Feature, loadCpuMap, type Model, readCpuMap } from "./cpuMap.js";
export type { CpuMapJson } from "./cpuMapJson.js";
export { type DecodeOptions, decodeCpu, type HypervisorModel, type ModelList } from "./decode.js";
export { fillDefaults } from "./defaults.js";
export * from "./definition.js";
export { DROPPED_AT_START } from "./droppedAtStart.js";
export { expandCpu } from "./expand.js";
export { expandOnHost } from "./expandOnHost.js";
export { formatCpu } from "./format.js";
export type * from "./host.js";
export { joinHosts } from "./joinHosts.js";
export { type CpuType, parseCpu, readCpu } from "./parse.js";
export { readHost } from "./readHost.js";
export { type SchemaRefusal, schemaRefusals } from "./schema.js";
export type { StartCheck, StartProblem, StartProblemCode } from "./startProblem.js";
export { translateCpu } from "./translate.js";
export { updateCpu } from "./update.js";
