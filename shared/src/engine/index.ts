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
export { type CpuMap, type Feature, loadCpuMap, type Model, type UncertainNames } from "./cpuMap.js";
export { type CpuMapJson, cpuMapAt } from "./cpuMapAt.js";
export type { CpuMapsJson } from "./cpuMapsJson.js";
export { type DecodeOptions, decodeCpu, type HypervisorModel, type ModelList } from "./decode.js";
export * from "./definition.js";
export { fillDefaults } from "./definition.js";
export { expandCpu, expandOnHost, translateCpu } from "./expand.js";
export { formatCpu } from "./format.js";
export type * from "./host.js";
export { joinHosts } from "./host.js";
export { type CpuType, parseCpu, readCpu } from "./parse.js";
export { readCpuMap, readCpuMapFolder } from "./readCpuMap.js";
export { readHost } from "./readHost.js";
export { type SchemaRefusal, schemaRefusals } from "./schema.js";
export type { Because, NameList, StartCheck, StartProblem, StartProblemCode } from "./startProblem.js";
export { DROPPED_AT_START } from "./startProblem.js";
export { updateCpu } from "./update.js";
