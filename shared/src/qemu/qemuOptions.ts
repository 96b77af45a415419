/** What one `-cpu` argument says: a model, and properties with their last values in the order of their first mention. */
export interface QemuOptions {
  readonly model: string;
  readonly properties: ReadonlyMap<string, string>;
}

/** Longer arguments are nobody's. */
const MAX_LENGTH = 100_000;

interface Option {
  readonly name: string;
  readonly value: string;
  /** QEMU reads `f=on` first, then every `+f`, then every `-f`, wherever they stand. */
  readonly turn: 0 | 1 | 2;
}

/**
 * Reads QEMU's `-cpu` argument (x86_cpu_parse_featurestr, QEMU 11.1), bare, behind `-cpu`, or within a whole command line.
 *
 * @param nameOf the one name of a property that has several: they overrule each other
 * @returns undefined where there is no argument, or one of unreasonable length
 */
export function qemuOptions(text: string, nameOf: (property: string) => string): QemuOptions | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [model = "", ...parts] = cpuArgument(text).split(",");
  if (!/^[\w.+-]+$/.test(model.trim())) return undefined;
  const options = parts.map((part) => part.trim()).filter((part) => part !== "");
  return { model: model.trim(), properties: lastValues(options.map((option) => readOption(option, nameOf))) };
}

function cpuArgument(text: string): string {
  const match = /(?:^|\s)--?cpu(?:\s+|=)(?:'([^']*)'|"([^"]*)"|(\S*))/.exec(text);
  if (match !== null) return match[1] ?? match[2] ?? match[3] ?? "";
  return text.trim().replace(/^(['"])(.*)\1$/s, "$2");
}

function readOption(part: string, nameOf: (property: string) => string): Option {
  const sign = part[0];
  if (sign === "+" || sign === "-") {
    return { name: nameOf(part.slice(1)), value: sign === "+" ? "on" : "off", turn: sign === "+" ? 1 : 2 };
  }
  const equals = part.indexOf("=");
  if (equals < 0) return { name: nameOf(part), value: "on", turn: 0 };
  return { name: nameOf(part.slice(0, equals)), value: part.slice(equals + 1), turn: 0 };
}

function lastValues(options: readonly Option[]): Map<string, string> {
  const values = new Map<string, string>(options.map(({ name }) => [name, ""]));
  for (const turn of [0, 1, 2]) {
    for (const option of options) if (option.turn === turn) values.set(option.name, option.value);
  }
  return values;
}

/** QEMU's words for a switch; undefined for anything else. */
export function switchValue(value: string): "on" | "off" | undefined {
  if (/^(on|yes|true|y)$/.test(value)) return "on";
  return /^(off|no|false|n)$/.test(value) ? "off" : undefined;
}
