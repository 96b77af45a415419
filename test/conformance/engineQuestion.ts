import {
  baselineCpu,
  type CpuMap,
  compareCpu,
  decodeCpu,
  expandCpu,
  formatCpu,
  parseCpu,
  parseCpuData,
  translateCpu,
  updateCpu,
} from "../../shared/src/engine/index.js";
import { type Answer, answer, loadMap } from "./vectors.js";

/** A question to one verb, with libvirt's answer. */
export type EngineRow = Question & { readonly expect: Answer<unknown> };

type Question =
  | { op: "decode"; type?: "host" | "guest"; data: string; models?: string[] | null }
  | { op: "baseline"; cpus: string[]; migratable?: boolean; expand?: boolean; models?: string[] | null }
  | { op: "compare"; host: string; cpu: string }
  | { op: "update"; host: string; guest: string }
  | { op: "translate"; cpu: string; models: string[] }
  | { op: "expand"; cpu: string; type?: "host" | "guest" }
  | { op: "parse"; cpu: string; type?: "host" | "guest" | "auto" };

const newest = loadMap();
const PREFIX = "the CPU is incompatible with host CPU";

/** Our engine's answer to a question, as the rows have libvirt's, by the map of the release that was asked. */
export function ask(row: Question, map = newest): Answer<unknown> {
  return answer(() => answerOf(row, map));
}

function answerOf(row: Question, map: CpuMap): unknown {
  const { release } = map;
  const host = (xml: string) => parseCpu(xml, { type: "host", release });
  const guest = (xml: string) => parseCpu(xml, { type: "guest", release });
  const { type = "guest" } = row as { type?: "host" | "guest" };
  switch (row.op) {
    case "decode":
      return formatCpu(decodeCpu(parseCpuData(row.data), map, { type, ...listed(row.models) }));
    case "baseline": {
      const { cpus, migratable = false, expand = false, models } = row;
      return formatCpu(baselineCpu(cpus.map(host), map, { migratable, expand, ...listed(models) }).cpu);
    }
    case "compare": {
      const { result, reason } = compareCpu(host(row.host), parseCpu(row.cpu, { type: "auto", release }), map);
      const message = reason === undefined ? PREFIX : `${PREFIX}: ${reason}`;
      return { result, message: result === "incompatible" ? message : null };
    }
    case "update":
      return formatCpu(updateCpu(guest(row.guest), host(row.host), map));
    case "translate":
      return formatCpu(translateCpu(guest(row.cpu), map, row.models));
    case "expand":
      return formatCpu(expandCpu(parseCpu(row.cpu, { type, release }), map));
    case "parse":
      return formatCpu(parseCpu(row.cpu, { type: row.type ?? "guest", map }));
  }
}

function listed(models: readonly string[] | null | undefined): { models?: readonly string[] } {
  return models ? { models } : {};
}

/**
 * An answer without what does not count: white space between tags, the kind of an error, the model and vendor of a host.
 * libvirt prints the names of features as they are, so that `&` makes a document that nobody can read: we escape it.
 */
export function plain(got: Answer<unknown>): unknown {
  if ("error" in got) return withoutKind(got.error);
  if (typeof got.ok !== "string") return withoutResult(got.ok as { result: string; message: string });
  const text = got.ok.replace(/>\s+</g, "><").trim().replaceAll("&amp;", "&");
  return text.includes(" policy=") || /<cpu [^>]*m(?:ode|atch)=/.test(text)
    ? text
    : text.replace(/<(model|vendor)(?: [^>]*)?>[^<]*<\/\1>/g, "");
}

/** A comparison that failed is recorded as a result or as an error, by where it failed. */
function withoutResult(comparison: { readonly result: string; readonly message: string }): unknown {
  return comparison.result === "error" ? withoutKind(comparison.message) : comparison;
}

function withoutKind(message: string): string {
  return message.replace(/^[a-zA-Z ]+: /, "");
}
