import { parseArgs } from "node:util";
import { similarNames } from "../../../shared/src/catalogue/index.js";
import { UsageError } from "../io.js";
import { OPTION_BY_NAME, type OptionName, type OptionSpec } from "./options.js";

/** Arguments as they were given. */
export interface Given {
  readonly positionals: readonly string[];
  readonly has: (name: OptionName) => boolean;
  /** The last value of an option. */
  readonly text: (name: OptionName) => string | undefined;
  readonly texts: (name: OptionName) => readonly string[];
}

/**
 * Reads arguments.
 *
 * @param allowed the options that there are here
 * @throws UsageError for an option that there is not, with what may have been meant; for a value that does not fit
 */
export function readArguments(args: readonly string[], allowed: readonly OptionName[]): Given {
  const specs = new Map(allowed.flatMap((name) => [[name as string, specOf(name)] as const]));
  const options = Object.fromEntries(
    [...specs].map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? "boolean" : "string", multiple: true, ...(short === undefined ? {} : { short }) },
    ]),
  ) as NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const spec = specs.get(token.name);
    if (spec === undefined) throw unknownOption(token.rawName, [...specs.keys()]);
    const value = checkedValue(token, spec);
    values.set(token.name, [...(values.get(token.name) ?? []), value]);
  }
  return {
    positionals,
    has: (name) => values.has(name),
    text: (name) => values.get(name)?.at(-1),
    texts: (name) => values.get(name) ?? [],
  };
}

function specOf(name: OptionName): OptionSpec {
  return OPTION_BY_NAME.get(name) ?? { says: "" };
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function checkedValue({ rawName, value, inlineValue }: OptionToken, spec: OptionSpec): string {
  if (spec.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
    return "";
  }
  // What stands behind it is the next option, not its value.
  const isNext = inlineValue !== true && value !== undefined && /^-./.test(value);
  if (value === undefined || value === "" || isNext) throw new UsageError(`${rawName} needs a value: <${spec.value}>.`);
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    const hint = meant(value, spec.choices);
    throw new UsageError(`${rawName} is one of ${spec.choices.join(", ")}, not ${value}.${hint}`);
  }
  if (spec.pattern?.test(value) === false) throw new UsageError(`${rawName} must be ${spec.mustBe}, not ${value}.`);
  return value;
}

function unknownOption(rawName: string, known: readonly string[]): UsageError {
  const name = rawName.replace(/^-+/, "");
  const [likely] = similarNames(name, known, 1);
  const hint = likely === undefined ? "" : ` Did you mean --${likely}?`;
  return new UsageError(`There is no option ${rawName} here.${hint}`);
}

/** ` Did you mean X?`, or nothing. */
export function meant(name: string, known: Iterable<string>): string {
  const [likely] = similarNames(name, known, 1);
  return likely === undefined ? "" : ` Did you mean ${likely}?`;
}
