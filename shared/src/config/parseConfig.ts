import { type Config, NO_CONFIG, type RuleSetting, SEVERITIES } from "./config.js";

export interface ParsedConfig {
  /** What could be read; whatever is wrong is left out. */
  readonly config: Config;
  /** What is wrong, in words. */
  readonly problems: readonly string[];
}

/** Reads the text of a `libvirt-cpu.json`; never throws. See data/schema/libvirt-cpu.schema.json. */
export function parseConfig(text: string): ParsedConfig {
  try {
    return readConfig(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch (error) {
    return { config: NO_CONFIG, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** Reads settings that are parsed already; never throws. Absent settings (undefined, null) are fine. */
export function readConfig(value: unknown): ParsedConfig {
  if (value === undefined || value === null) return { config: NO_CONFIG, problems: [] };
  if (!isRecord(value)) return { config: NO_CONFIG, problems: ["The settings must be an object."] };
  const problems: string[] = [];
  const libvirt = readRelease(value.libvirt, problems);
  const rules = readRules(value.rules, problems);
  return { config: { ...NO_CONFIG, ...(libvirt === undefined ? {} : { libvirt }), rules }, problems };
}

/** One of two configurations, the first winning setting by setting. */
export function mergeConfigs(first: Config, second: Config): Config {
  const libvirt = first.libvirt ?? second.libvirt;
  return {
    ...second,
    ...first,
    ...(libvirt === undefined ? {} : { libvirt }),
    rules: new Map([...second.rules, ...first.rules]),
  };
}

function readRelease(value: unknown, problems: string[]): string | undefined {
  // An empty setting is how editors say that there is none.
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" && /^\d+(\.\d+){0,2}$/.test(value)) return value;
  problems.push('"libvirt" must be a release such as "12.8.0".');
  return undefined;
}

function readRules(value: unknown, problems: string[]): Map<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  if (value === undefined || value === null) return rules;
  if (!isRecord(value)) {
    problems.push('"rules" must be an object: a severity by rule id.');
    return rules;
  }
  for (const [id, severity] of Object.entries(value)) {
    const known = SEVERITIES.find((each) => each === severity);
    if (known === undefined) problems.push(`"${id}": the severity must be one of ${SEVERITIES.join(", ")}.`);
    else rules.set(id, known);
  }
  return rules;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
