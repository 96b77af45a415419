import type { CpuData, CpuidRow } from "./cpuData.js";
import { CpuError, OPERATION_FAILED } from "./cpuError.js";
import { MAX_DATA_ROWS, uniteCpuid } from "./cpuidData.js";

/** A dump of a machine with a thousand CPUs has some 20 MB; we stop at the second CPU, so this much is ample. */
const MAX_CHARACTERS = 8_000_000;

const CPU_HEADER = /^CPU(?: \d+)?:\s*$/;
const ROW_START = /^\s*0x[0-9a-f]{8} 0x[0-9a-f]{2,8}:/i;
const ROW =
  /^\s*(0x[0-9a-f]{8}) (0x[0-9a-f]{2,8}): eax=(0x[0-9a-f]{8}) ebx=(0x[0-9a-f]{8}) ecx=(0x[0-9a-f]{8}) edx=(0x[0-9a-f]{8})\s*$/i;

/**
 * Reads what `cpuid -r` or `cpuid -1r` prints. Only the first CPU counts; lines that are no rows are headings of
 * other tools and are skipped. The tool reads no model-specific registers, so features kept there are absent.
 *
 * @param text what the tool printed
 * @returns the values, for {@link decodeCpu}
 * @throws CpuError `too-large`; `wrong-root` when there is no row: it is something else; `invalid-data` for a row whose
 *   registers cannot be read
 * @example parseCpuidDump("CPU 0:\n   0x00000001 0x00: eax=0x000306c3 ebx=0x00100800 ecx=0x7ffafbbf edx=0xbfebfbff").cpuid[0]?.leaf // 1
 */
export function parseCpuidDump(text: string): CpuData {
  if (text.length > MAX_CHARACTERS) {
    throw new CpuError("too-large", OPERATION_FAILED, `CPUID dump is larger than ${MAX_CHARACTERS} characters`);
  }
  const rows: CpuidRow[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (CPU_HEADER.test(line) && rows.length > 0) break;
    if (!ROW_START.test(line)) continue;
    rows.push(readRow(line, index + 1));
    if (rows.length > MAX_DATA_ROWS) throw invalid(`more than ${MAX_DATA_ROWS} rows for one CPU`);
  }
  if (rows.length === 0) throw noRows();
  return { cpuid: uniteCpuid(rows), msr: [] };
}

function readRow(line: string, number: number): CpuidRow {
  const match = ROW.exec(line);
  if (match === null) throw invalid(`line ${number}: cannot read the registers in '${line.trim().slice(0, 100)}'`);
  const [leaf = 0, subleaf = 0, eax = 0, ebx = 0, ecx = 0, edx = 0] = match.slice(1).map(Number);
  return { leaf, subleaf, eax, ebx, ecx, edx };
}

function noRows(): CpuError {
  const detail = "CPUID dump: no CPUID values found; expected the output of `cpuid -r`";
  return new CpuError("wrong-root", OPERATION_FAILED, detail);
}

function invalid(detail: string): CpuError {
  return new CpuError("invalid-data", OPERATION_FAILED, `CPUID dump: ${detail}`);
}
