import { VIRT_TYPES } from "../../../shared/src/config/index.js";

/** One option: how it is given, and what the usage says. */
export interface OptionSpec {
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
  fix: { says: "apply what has only one answer, and report the rest" },
  format: { value: "format", choices: FORMATS, says: "how to report; pretty without it" },
  json: { says: "answer as JSON" },
  "max-warnings": {
    value: "number",
    pattern: /^\d{1,9}$/,
    mustBe: "a number",
    says: "end with 1 where there are more warnings than this",
  },
  target: { value: "name", says: "the host or pool of libvirt-cpu.json to judge by, instead of the one it names" },
  host: {
    value: "file",
    many: true,
    says:
      "a host to judge by: output of virsh domcapabilities, virsh capabilities or cpuid -r, several of one host with " +
      "commas between them, or the id of a reference CPU; may be given again",
  },
  libvirt: {
    value: "release",
    pattern: /^\d{1,5}(\.\d{1,5}){0,2}$/,
    mustBe: "a release such as 11.3.0",
    says: "the libvirt release to go by, such as 11.3.0",
  },
  config: { value: "file", says: "the configuration to use, instead of the libvirt-cpu.json around each file" },
  arch: {
    value: "arch",
    pattern: /^\w{1,30}$/,
    mustBe: "an architecture such as x86_64",
    says: "the architecture; x86_64 without it",
  },
  "virt-type": { value: "type", choices: VIRT_TYPES, says: "the domain type that hosts are asked about, such as kvm" },
  features: { says: "spell out every feature, also those that the model brings" },
  migratable: { says: "leave out what blocks migration" },
  keep: { value: "features", says: "features that must stay, with commas between them" },
  vendor: { value: "vendor", says: "only hosts of this vendor, such as Intel" },
  partial: { says: "print an intermediate result instead; baseline takes such results among its hosts" },
  "keep-going": { says: "go on without what cannot be read, and say what it was" },
  usable: { says: "leave out models that do not run on every host" },
  references: { says: "list the reference CPUs that stand for hosts without documents" },
  color: {
    value: "when",
    choices: ["auto", "always", "never"],
    says: "colours; auto is on a terminal, unless NO_COLOR is set",
  },
  help: { short: "h", says: "show this help" },
  version: { short: "V", says: "show the version" },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof OPTIONS;

/** The same, to be looked up by what was typed. */
export const OPTION_BY_NAME: ReadonlyMap<string, OptionSpec> = new Map(Object.entries(OPTIONS));
