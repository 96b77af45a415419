import { type CpuErrorCode, type CpuProblem, cpuProblem } from "./cpuError.js";
import {
  CPU_POLICIES,
  type CpuDefinition,
  type CpuDefinitionFeature,
  type CpuMode,
  type CpuPolicy,
  type CpuTopology,
} from "./definition.js";
import { attributeOf, childOf, childrenOf, type Element } from "./element.js";
import { reads } from "./reads.js";

/** `<topology>`: sockets, dies, clusters, cores, threads are checked in that order; dies and clusters default to 1. */
export function readTopology(
  element: Element,
  release: string | undefined,
  report: ReportCpuProblem,
): CpuTopology | undefined {
  const child = childOf(element, "topology");
  if (child === undefined) return undefined;
  const properties = new PropertyReader(child, report);
  const required = { required: true, nonZero: true };
  const sockets = properties.unsigned("sockets", required);
  const dies = properties.unsigned("dies", { nonZero: true });
  const hasClusters = reads("clusters", release);
  const clusters = hasClusters ? properties.unsigned("clusters", { nonZero: true }) : undefined;
  const cores = properties.unsigned("cores", required);
  const threads = properties.unsigned("threads", required);
  if (sockets === undefined || cores === undefined || threads === undefined) return undefined;
  return { sockets, dies: dies ?? 1, ...(hasClusters ? { clusters: clusters ?? 1 } : {}), cores, threads };
}

interface FeatureContext {
  readonly type: "guest" | "host";
  readonly mode: CpuMode | undefined;
  readonly hasModel: boolean;
}

/** `<feature>`s in document order; a guest's without a policy is required. */
export function readFeatures(
  element: Element,
  context: FeatureContext,
  report: ReportCpuProblem,
): CpuDefinitionFeature[] {
  const children = childrenOf(element, "feature");
  if (children.length > 0 && context.mode === "custom" && !context.hasModel) {
    const detail = "Non-empty feature list specified without CPU model";
    report(cpuProblem("features-without-model", "XML error", detail, undefined, { element }));
  }
  const features = new Map<string, CpuDefinitionFeature>();
  for (const child of children) {
    const policy = context.type === "guest" ? readPolicy(child, report) : undefined;
    const name = readFeatureName(child, features, report);
    if (name !== undefined) features.set(name, policy === undefined ? { name } : { name, policy });
  }
  return [...features.values()];
}

function readPolicy(feature: Element, report: ReportCpuProblem): CpuPolicy {
  const value = attributeOf(feature, "policy");
  if (value === undefined) return "require";
  const policy = CPU_POLICIES.find((word) => word === value);
  if (policy === undefined) {
    const place = { element: feature, attribute: "policy" };
    report(cpuProblem("invalid-policy", "unsupported configuration", "Invalid CPU feature policy", value, place));
  }
  return policy ?? "require";
}

function readFeatureName(
  feature: Element,
  seen: ReadonlyMap<string, unknown>,
  report: ReportCpuProblem,
): string | undefined {
  const name = attributeOf(feature, "name");
  const place = { element: feature, attribute: "name" };
  if (!name) {
    report(cpuProblem("missing-feature-name", "XML error", "Invalid CPU feature name", name, place));
    return undefined;
  }
  if (seen.has(name)) {
    const detail = `CPU feature '${name}' specified more than once`;
    report(cpuProblem("duplicate-feature", "XML error", detail, name, place));
    return undefined;
  }
  return name;
}

/** `<cache>`: at most one; its level is checked before its mode. */
export function readCache(element: Element, report: ReportCpuProblem): CpuDefinition["cache"] {
  const [first, second] = childrenOf(element, "cache");
  if (first === undefined) return undefined;
  if (second !== undefined) {
    const detail = "at most one CPU cache element may be specified";
    report(cpuProblem("several-caches", "XML error", detail, undefined, { element: second }));
  }
  const properties = new PropertyReader(first, report);
  const level = properties.signed("level");
  if (level !== undefined && (level < 1 || level > 3)) {
    properties.refuse("cache-level", "XML error", "invalid CPU cache level, must be in range [1,3]", "level");
  }
  const mode = properties.word("mode", ["emulate", "passthrough", "disable"] as const, "invalid-attribute", true);
  if (mode === undefined) return undefined;
  return level === undefined ? { mode } : { mode, level };
}

/** `<maxphysaddr>`: the first counts; `bits='0'` is accepted, `limit='0'` is not. */
export function readMaxPhysAddr(
  element: Element,
  release: string | undefined,
  report: ReportCpuProblem,
): CpuDefinition["maxPhysAddr"] {
  const child = childOf(element, "maxphysaddr");
  if (child === undefined || !reads("maxphysaddr", release)) return undefined;
  const properties = new PropertyReader(child, report);
  const mode = properties.word("mode", ["emulate", "passthrough"] as const, "invalid-attribute", true);
  const bits = properties.signed("bits", { nonNegative: true });
  const limit = reads("limit", release) ? properties.unsigned("limit", { nonZero: true }) : undefined;
  if (limit !== undefined && mode !== undefined && mode !== "passthrough") {
    const detail = "attribute 'limit' is only supported for maxphysaddr mode 'passthrough'";
    properties.refuse("limit-mode", "unsupported configuration", detail, "limit");
  }
  if (mode === undefined) return undefined;
  return { mode, ...(bits === undefined ? {} : { bits }), ...(limit === undefined ? {} : { limit }) };
}

/** libvirt counts bytes, not characters. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Receives each problem in libvirt's order of checks; throwing from it stops at the first, as libvirt does. */
export type ReportCpuProblem = (problem: CpuProblem) => void;

interface NumberRule {
  readonly required?: boolean;
  readonly nonZero?: boolean;
}

const MAX_UINT = 0xffffffff;
const MAX_INT = 0x7fffffff;

/**
 * Reads attributes of one element as libvirt's virXMLProp… functions do (libvirt 12.8), with their messages.
 * Each answers undefined where there is nothing valid to answer; the problem has gone to the report then.
 */
export class PropertyReader {
  constructor(
    private readonly element: Element,
    private readonly report: ReportCpuProblem,
  ) {}

  /** One of a fixed set of words. An empty value is a wrong one; an absent one only where it is required. */
  word<T extends string>(
    name: string,
    words: readonly T[],
    code: CpuErrorCode = "invalid-attribute",
    required = false,
  ) {
    const value = attributeOf(this.element, name);
    if (value === undefined) return this.absent(name, required);
    const found = words.find((word) => word === value);
    if (found === undefined) this.invalid(name, code, `'${value}'.`, value);
    return found;
  }

  /** An unsigned 32-bit number; a sign of minus is refused, one of plus and leading blanks are not. */
  unsigned(name: string, { required = false, nonZero = false }: NumberRule = {}): number | undefined {
    const value = attributeOf(this.element, name);
    if (value === undefined) return this.absent(name, required);
    const number = parseInteger(value);
    if (number === undefined || value.includes("-") || number > MAX_UINT) {
      return this.invalid(name, "invalid-attribute", `'${value}'. Expected non-negative integer value`, value);
    }
    if (number === 0 && nonZero) return this.invalid(name, "invalid-attribute", "Zero is not permitted", value);
    return number;
  }

  /** A signed 32-bit number; with `nonNegative`, not below zero. */
  signed(name: string, { nonNegative = false }: { readonly nonNegative?: boolean } = {}): number | undefined {
    const value = attributeOf(this.element, name);
    if (value === undefined) return undefined;
    const number = parseInteger(value);
    if (number === undefined || number > MAX_INT || number < -MAX_INT - 1) {
      return this.invalid(name, "invalid-attribute", `'${value}'. Expected integer value`, value);
    }
    if (number < 0 && nonNegative) {
      return this.invalid(name, "invalid-attribute", `'${value}'. Expected non-negative value`, value);
    }
    return number;
  }

  /** Says that something about this element is wrong, in words of the caller. */
  refuse(code: CpuErrorCode, kind: "XML error" | "unsupported configuration", detail: string, attribute?: string) {
    const subject = attribute === undefined ? undefined : attributeOf(this.element, attribute);
    this.report(
      cpuProblem(code, kind, detail, subject, {
        element: this.element,
        ...(attribute === undefined ? {} : { attribute }),
      }),
    );
  }

  private absent(name: string, required: boolean): undefined {
    if (!required) return undefined;
    const detail = `Missing required attribute '${name}' in element '${this.element.name}'`;
    this.report(cpuProblem("missing-attribute", "XML error", detail, name, { element: this.element, attribute: name }));
    return undefined;
  }

  private invalid(name: string, code: CpuErrorCode, problem: string, value: string): undefined {
    const detail = `Invalid value for attribute '${name}' in element '${this.element.name}': ${problem}`;
    this.report(cpuProblem(code, "XML error", detail, value, { element: this.element, attribute: name }));
    return undefined;
  }
}

/** A decimal number as C's strtol reads it when nothing may follow: leading blanks and one sign are allowed. */
function parseInteger(value: string): number | undefined {
  return /^[ \t\n\v\f\r]*[+-]?\d+$/.test(value) ? Number(value) : undefined;
}
