import { CPU_CHECKS, CPU_MATCHES, CPU_MODES, CPU_POLICIES } from "./definition.js";
import { attributeOf, type Element } from "./element.js";

/** What `--validate` would refuse that the parser lets through. */
export interface SchemaRefusal {
  readonly kind:
    | "unknown-element"
    | "repeated"
    | "text"
    | "unknown-attribute"
    | "attribute-value"
    | "missing-attribute";
  readonly element: Element;
  readonly attribute?: string;
}

type Test = (value: string) => boolean;
type Attributes = Readonly<Record<string, { readonly test: Test; readonly required?: boolean }>>;

const oneOf =
  (...words: readonly string[]): Test =>
  (value) =>
    words.includes(value);
const positive: Test = (value) => /^\d+$/.test(value) && /[1-9]/.test(value);
const onOff = oneOf("on", "off");

/** The guest CPU of libvirt's cputypes.rng, release 12.8. It knows no rule across elements. */
const CPU: Attributes = {
  mode: { test: oneOf(...CPU_MODES) },
  match: { test: oneOf(...CPU_MATCHES) },
  check: { test: oneOf(...CPU_CHECKS) },
  migratable: { test: onOff },
  deprecated_features: { test: onOff },
};

const CHILDREN: Readonly<Record<string, Attributes>> = {
  model: { fallback: { test: oneOf("allow", "forbid") }, vendor_id: { test: (value) => /^[^,]{12}$/u.test(value) } },
  vendor: {},
  feature: {
    policy: { test: oneOf(...CPU_POLICIES), required: true },
    name: { test: (value) => /^[A-Za-z0-9._-]+$/.test(value), required: true },
  },
  topology: {
    sockets: { test: positive, required: true },
    dies: { test: positive },
    clusters: { test: positive },
    cores: { test: positive, required: true },
    threads: { test: positive, required: true },
  },
  cache: {
    level: { test: oneOf("1", "2", "3") },
    mode: { test: oneOf("emulate", "passthrough", "disable"), required: true },
  },
  maxphysaddr: {
    mode: { test: oneOf("emulate", "passthrough"), required: true },
    bits: { test: (value) => /^\d+$/.test(value) },
    limit: { test: positive },
  },
};

/** Children that hold text; all others hold none. */
const TEXT_CHILDREN = new Set(["model", "vendor"]);
/** NUMA has a schema of its own, elsewhere. */
const OTHER_CHILDREN = new Set(["numa"]);

/**
 * What libvirt's schema refuses in a guest's `<cpu>`, in document order. An empty list: `--validate` lets it through.
 *
 * @internal
 */
export function schemaRefusals(cpu: Element): SchemaRefusal[] {
  const refusals = attributeRefusals(cpu, CPU);
  if (cpu.text.trim() !== "") refusals.push({ kind: "text", element: cpu });
  const seen = new Set<string>();
  for (const child of cpu.elements) {
    // One by one: very many would not go into one call.
    for (const refusal of childRefusals(child, !seen.has(child.name))) refusals.push(refusal);
    seen.add(child.name);
  }
  return refusals;
}

function childRefusals(child: Element, isFirst: boolean): SchemaRefusal[] {
  if (OTHER_CHILDREN.has(child.name)) return repeats(child, isFirst);
  const attributes = Object.hasOwn(CHILDREN, child.name) ? CHILDREN[child.name] : undefined;
  if (attributes === undefined) return [{ kind: "unknown-element", element: child }];
  const refusals = [...attributeRefusals(child, attributes), ...repeats(child, isFirst)];
  for (const inner of child.elements) refusals.push({ kind: "unknown-element", element: inner });
  if (!TEXT_CHILDREN.has(child.name) && child.text.trim() !== "") {
    refusals.push({ kind: "text", element: child });
  }
  return refusals;
}

function repeats(child: Element, isFirst: boolean): SchemaRefusal[] {
  if (child.name === "feature" || isFirst) return [];
  return [{ kind: "repeated", element: child }];
}

function attributeRefusals(element: Element, known: Attributes): SchemaRefusal[] {
  const refusals: SchemaRefusal[] = [];
  for (const { name, value } of element.attributes) {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined;
    if (rule === undefined) refusals.push({ kind: "unknown-attribute", element, attribute: name });
    else if (!rule.test(value)) refusals.push({ kind: "attribute-value", element, attribute: name });
  }
  for (const [name, rule] of Object.entries(known)) {
    if (rule.required && attributeOf(element, name) === undefined) {
      refusals.push({ kind: "missing-attribute", element, attribute: name });
    }
  }
  return refusals;
}
