import type { CpuData, CpuidRow, MsrRow } from "./cpuData.js";
import { CpuError, XML_ERROR } from "./cpuError.js";
import { attributeOf, childrenOf, type Element } from "./element.js";
import { readXml } from "./readXml.js";

/** A CPU answers some hundred leaves; more rows than this are not a CPU's. */
export const MAX_DATA_ROWS = 4096;

/**
 * Reads register values as libvirt stores them (virCPUx86DataParse, libvirt 12.8; its tests keep such files).
 *
 * @param xml `<cpudata arch='x86'>` with `<cpuid eax_in ecx_in eax ebx ecx edx>` and `<msr index eax edx>`; absent
 *   registers are 0; unknown elements are ignored
 * @returns the values, for {@link decodeCpu}; rows of one leaf are united
 * @throws CpuError `not-well-formed`, `too-large`, `wrong-root`, `invalid-data`
 * @example parseCpuData("<cpudata arch='x86'><cpuid eax_in='0x1' eax='0x306c3'/></cpudata>").cpuid[0]?.eax // 0x306c3
 */
export function parseCpuData(xml: string): CpuData {
  return readCpuData(readXml(xml));
}

/** The same for an element that has been read already. */
export function readCpuData(element: Element): CpuData {
  if (element.name !== "cpudata") {
    throw new CpuError("wrong-root", XML_ERROR, "XML does not contain expected 'cpudata' element");
  }
  const arch = attributeOf(element, "arch");
  if (arch !== "x86")
    throw invalid(`register values of architecture '${arch ?? ""}' cannot be read, only those of x86`);
  if (element.elements.length > MAX_DATA_ROWS) throw invalid(`more than ${MAX_DATA_ROWS} rows`);
  return {
    cpuid: uniteCpuid(childrenOf(element, "cpuid").map(readCpuidRow)),
    msr: uniteMsr(childrenOf(element, "msr").map(readMsrRow)),
  };
}

function readCpuidRow(row: Element): CpuidRow {
  return {
    leaf: register(row, "eax_in", true),
    subleaf: register(row, "ecx_in"),
    eax: register(row, "eax"),
    ebx: register(row, "ebx"),
    ecx: register(row, "ecx"),
    edx: register(row, "edx"),
  };
}

function readMsrRow(row: Element): MsrRow {
  return { index: register(row, "index", true), eax: register(row, "eax"), edx: register(row, "edx") };
}

function register(row: Element, name: string, required = false): number {
  const value = attributeOf(row, name);
  if (value === undefined && !required) return 0;
  if (value === undefined || !/^(0x[0-9a-f]{1,16}|\d{1,10})$/i.test(value) || Number(value) > 0xffffffff) {
    const detail = `<${row.name}>: ${name}='${value ?? ""}' is not a 32-bit number`;
    throw new CpuError("invalid-data", XML_ERROR, detail, value, { element: row, attribute: name });
  }
  return Number(value);
}

/** One row a leaf and subleaf: libvirt unites the bits of repeated ones. */
export function uniteCpuid(rows: readonly CpuidRow[]): CpuidRow[] {
  return unite(
    rows,
    (row) => `${row.leaf} ${row.subleaf}`,
    (a, b) => ({
      ...a,
      eax: (a.eax | b.eax) >>> 0,
      ebx: (a.ebx | b.ebx) >>> 0,
      ecx: (a.ecx | b.ecx) >>> 0,
      edx: (a.edx | b.edx) >>> 0,
    }),
  );
}

function uniteMsr(rows: readonly MsrRow[]): MsrRow[] {
  return unite(
    rows,
    (row) => String(row.index),
    (a, b) => ({ ...a, eax: (a.eax | b.eax) >>> 0, edx: (a.edx | b.edx) >>> 0 }),
  );
}

function unite<T>(rows: readonly T[], keyOf: (row: T) => string, both: (a: T, b: T) => T): T[] {
  const united = new Map<string, T>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = united.get(key);
    united.set(key, known === undefined ? row : both(known, row));
  }
  return [...united.values()];
}

function invalid(detail: string): CpuError {
  return new CpuError("invalid-data", XML_ERROR, `CPU data: ${detail}`);
}
