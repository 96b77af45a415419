import { cpuProblem } from "./cpuError.js";
import {
  CPU_POLICIES,
  type CpuDefinition,
  type CpuDefinitionFeature,
  type CpuMode,
  type CpuPolicy,
  type CpuTopology,
} from "./definition.js";
import { attributeOf, childOf, childrenOf, type Element } from "./element.js";
import { PropertyReader, type Report } from "./propertyReader.js";

/** `<topology>`: sockets, dies, clusters, cores, threads are checked in that order; dies and clusters default to 1. */
export function readTopology(element: Element, report: Report): CpuTopology | undefined {
  const child = childOf(element, "topology");
  if (child === undefined) return undefined;
  const properties = new PropertyReader(child, report);
  const required = { required: true, nonZero: true };
  const sockets = properties.unsigned("sockets", required);
  const dies = properties.unsigned("dies", { nonZero: true });
  const clusters = properties.unsigned("clusters", { nonZero: true });
  const cores = properties.unsigned("cores", required);
  const threads = properties.unsigned("threads", required);
  if (sockets === undefined || cores === undefined || threads === undefined) return undefined;
  return { sockets, dies: dies ?? 1, clusters: clusters ?? 1, cores, threads };
}

interface FeatureContext {
  readonly type: "guest" | "host";
  readonly mode: CpuMode | undefined;
  readonly hasModel: boolean;
}

/** `<feature>`s in document order; a guest's without a policy is required. */
export function readFeatures(element: Element, context: FeatureContext, report: Report): CpuDefinitionFeature[] {
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

function readPolicy(feature: Element, report: Report): CpuPolicy {
  const value = attributeOf(feature, "policy");
  if (value === undefined) return "require";
  const policy = CPU_POLICIES.find((word) => word === value);
  if (policy === undefined) {
    const place = { element: feature, attribute: "policy" };
    report(cpuProblem("invalid-policy", "unsupported configuration", "Invalid CPU feature policy", value, place));
  }
  return policy ?? "require";
}

function readFeatureName(feature: Element, seen: ReadonlyMap<string, unknown>, report: Report): string | undefined {
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
export function readCache(element: Element, report: Report): CpuDefinition["cache"] {
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
export function readMaxPhysAddr(element: Element, report: Report): CpuDefinition["maxPhysAddr"] {
  const child = childOf(element, "maxphysaddr");
  if (child === undefined) return undefined;
  const properties = new PropertyReader(child, report);
  const mode = properties.word("mode", ["emulate", "passthrough"] as const, "invalid-attribute", true);
  const bits = properties.signed("bits", { nonNegative: true });
  const limit = properties.unsigned("limit", { nonZero: true });
  if (limit !== undefined && mode !== undefined && mode !== "passthrough") {
    const detail = "attribute 'limit' is only supported for maxphysaddr mode 'passthrough'";
    properties.refuse("limit-mode", "unsupported configuration", detail, "limit");
  }
  if (mode === undefined) return undefined;
  return { mode, ...(bits === undefined ? {} : { bits }), ...(limit === undefined ? {} : { limit }) };
}
