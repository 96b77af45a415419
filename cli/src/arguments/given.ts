import { parseArgs } from "node:util";
import { similarNames } from "../../../shared/src/catalogue/index.js";
import { VIRT_TYPES } from "../../../shared/src/config/index.js";
import { UsageError } from "../io.js";

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
  // What is behind it is the next option, not its value.
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
  return new UsageError(`Unknown option ${rawName}.${hint}`);
}

/** ` Did you mean X?`, or nothing. */
export function meant(name: string, known: Iterable<string>): string {
  const [likely] = similarNames(name, known, 1);
  return likely === undefined ? "" : ` Did you mean ${likely}?`;
}

/** One option: how it is given, and what the usage says. */
interface OptionSpec {
  /** Undefined for a switch; else what stands for its value in the usage. */
  readonly value?: string;
  readonly short?: string;
  /** May be given more than once. */
  readonly many?: true;
  /** The only values there are. */
  readonly choices?: readonly string[];
  readonly pattern?: RegExp;
  /** What the value must be, where it does not fit the pattern. */
  readonly mustBe?: string;
  readonly says: string;
}

export const FORMATS = ["pretty", "json", "sarif", "github", "junit"] as const;
export type Format = (typeof FORMATS)[number];

/** Every option of every command, once. */
export const OPTIONS = {
  fix: { says: "apply safe fixes, and report the rest" },
  format: { value: "format", choices: FORMATS, says: "how to report; pretty without it" },
  json: { says: "answer as JSON" },
  "max-warnings": {
    value: "number",
    pattern: /^\d{1,9}$/,
    mustBe: "a number",
    says: "exit with 1 if there are more warnings than this",
  },
  include: {
    value: "pattern",
    many: true,
    says: "search folders for these files, too, such as '*.sh'; a pattern as in .gitignore; may be repeated",
  },
  exclude: {
    value: "pattern",
    many: true,
    says: "leave these files and folders out of the search; a pattern as in .gitignore; may be repeated",
  },
  target: {
    value: "name",
    says: "the host or pool of libvirt-cpu.json to check against; it overrides the target that is set there",
  },
  host: {
    value: "file",
    many: true,
    says:
      "a host: the output of virsh domcapabilities, virsh capabilities or cpuid -r (several files of one host " +
      "separated by commas), or the id of a reference CPU; may be repeated",
  },
  libvirt: {
    value: "release",
    pattern: /^\d{1,5}(\.\d{1,5}){0,2}$/,
    mustBe: "a release such as 11.3.0",
    says: "the libvirt release to use, such as 11.3.0",
  },
  uri: {
    value: "uri",
    says: "the libvirt connection, such as qemu+ssh://root@node1/system; default: LIBVIRT_DEFAULT_URI, else qemu:///system",
  },
  via: {
    value: "how",
    choices: ["ssh"],
    says: "run virsh on the host that the URI names, by ssh, with the configuration and agent of OpenSSH",
  },
  config: { value: "file", says: "the configuration to use, instead of the libvirt-cpu.json around each file" },
  arch: {
    value: "arch",
    pattern: /^\w{1,30}$/,
    mustBe: "an architecture such as x86_64",
    says: "the architecture; default: x86_64",
  },
  "virt-type": { value: "type", choices: VIRT_TYPES, says: "the domain type that hosts are asked about, such as kvm" },
  features: { says: "list every feature, also those that the model includes" },
  new: { says: "define a VM that libvirt does not have yet" },
  force: { says: "define in spite of warnings, of what libvirt's schema rejects, and of secrets that are lost" },
  "dry-run": { says: "check the file and show how it differs from what libvirt has; define nothing" },
  live: { says: "the CPU that the running VM gets on the host" },
  migratable: { says: "exclude features that block migration" },
  keep: { value: "features", says: "required features, separated by commas" },
  vendor: { value: "vendor", says: "only hosts of this vendor, such as Intel" },
  partial: { says: "print an intermediate result instead; baseline accepts such results as hosts" },
  "keep-going": { says: "skip what cannot be read, and report it" },
  usable: { says: "only models that run on every host" },
  references: { says: "list the reference CPUs, for hosts without documents" },
  color: {
    value: "when",
    choices: ["auto", "always", "never"],
    says: "colours; auto: on in a terminal, unless NO_COLOR is set",
  },
  help: { short: "h", says: "show this help" },
  version: { short: "V", says: "show the version" },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof OPTIONS;

/** The same, to be looked up by what was typed. */
export const OPTION_BY_NAME: ReadonlyMap<string, OptionSpec> = new Map(Object.entries(OPTIONS));
