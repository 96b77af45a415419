import { featureNames, wordsOf } from "../../../shared/src/engine/cpuData.js";
import type { CpuMap } from "../../../shared/src/engine/index.js";
import { type CpuDefinition, CpuError, formatCpu, parseCpu } from "../../../shared/src/engine/index.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import type { Dice } from "../documents/dice.js";
import { element } from "../documents/markup.js";
import type { Answer } from "../virsh.js";
import type { CommandLine, Ran } from "./commandLine.js";

/** What this machine gives to one kind of VM, as virsh prints it and as we read it. */
export interface Offer {
  readonly virtType: string;
  readonly arch: string;
  readonly machine: string;
  /** Its domain capabilities, as text and as a file in the folder where virsh and the command line run. */
  readonly text: string;
  readonly file: string;
  readonly poolHost: PoolHost;
}

/** What questions are made from. */
export interface Asking {
  readonly dice: Dice;
  readonly map: CpuMap;
  /** libvirt's release, as the command line takes it. */
  readonly release: string;
  readonly offers: readonly Offer[];
  /** A file with the machine's capabilities. */
  readonly capabilities: string;
  readonly commandLine: CommandLine;
}

/** One question to virsh and to us. */
export interface Question {
  /** virsh's command. */
  readonly verb: string;
  /** Written before, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** What of them is asked about, for who reads of an answer that differs. */
  readonly about: string;
  /** What virsh is told. Short: virsh repeats what is typed, and wraps long lines. */
  readonly typed: readonly string[];
  readonly libvirts: (answers: readonly Answer[]) => string;
  readonly ours: () => Promise<string>;
}

/** Whether documents of this libvirt name the features that block a model: 9.0's do not, and its own choice of a model rests on them. */
export function namesBlockers({ poolHost }: Offer): boolean {
  return poolHost.host.models?.some(({ blockers }) => blockers.length > 0) === true;
}

/** What a `<cpu>` comes to, whichever model it is told with. */
export function inFeatures(xml: string, map: CpuMap): string {
  if (!xml.startsWith("<cpu")) return xml;
  const { model: _model, features: _features, ...rest } = parseCpu(xml, { type: "guest" });
  const names = featureNames(wordsOf(parseCpu(xml, { type: "guest" }), map), map);
  return written({ ...rest, features: names.map((name) => ({ name, policy: "require" })) });
}

/** All refusals are alike here: of what is refused the engine's own tests compare the words. */
export const REFUSED = "refused";

/** virsh's `<cpu>` and ours, written alike: a document keeps its author's order of features. Anything else is an answer of its own. */
export function cpuIn(text: string): string {
  const cpu = /<cpu[ >][\s\S]*<\/cpu>|<cpu[^>]*\/>/.exec(text)?.[0];
  if (cpu === undefined) return text.trim();
  return written(parseCpu(cpu, { type: "guest" }));
}

export function written(cpu: CpuDefinition): string {
  const features = [...cpu.features].sort((one, other) => (one.name < other.name ? -1 : 1));
  return formatCpu({ ...cpu, features }).trim();
}

export function orRefused(ask: () => string): string {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CpuError) return REFUSED;
    throw error;
  }
}

/** The `<cpu>` that a command of ours printed. */
export function printed({ code, out }: Ran): string {
  return code === 0 ? cpuIn(out) : REFUSED;
}

export function answered(answer: Answer | undefined): string {
  if (answer === undefined || answer.crashed) return "no answer";
  return answer.error === undefined ? cpuIn(answer.output) : REFUSED;
}

/** Some features of any kind, each once. */
export function someFeatures(dice: Dice, { features }: CpuMap, most: number): string[] {
  return [...new Set(Array.from({ length: dice.below(most + 1) }, () => dice.pick(features).name))];
}

function hostCpu(dice: Dice, map: CpuMap, model: string): string {
  return element(
    "cpu",
    {},
    element("arch", {}, "x86_64"),
    element("model", {}, model),
    dice.chance(0.3) ? element("vendor", {}, dice.pick([...map.vendors.keys()])) : "",
    ...someFeatures(dice, map, 3).map((name) => element("feature", { name })),
  );
}

/**
 * A guest's `<cpu>` with a model that the map or nobody has.
 *
 * @param asHost how often it is a host's instead, from 0 to 1
 */
export function guestCpu(dice: Dice, map: CpuMap, modes: readonly (string | undefined)[], asHost = 0): string {
  const mode = dice.pick(modes);
  const isCustom = (mode ?? "custom") === "custom";
  const known = dice.chance(0.97) ? dice.pick(map.models).name : "Nonsense-Server";
  const policies = ["require", "require", "disable", "optional", "optional", "force", "forbid"];
  const match = isCustom ? dice.pick([undefined, "exact", "minimum", "minimum", "strict"]) : undefined;
  const fallback = dice.pick([undefined, "allow", "forbid"]);
  if (isCustom && dice.chance(asHost)) return hostCpu(dice, map, known);
  return element(
    "cpu",
    { mode, match },
    isCustom ? element("model", { fallback }, known) : "",
    isCustom && dice.chance(0.2) ? element("vendor", {}, dice.pick([...map.vendors.keys()])) : "",
    ...someFeatures(dice, map, 5).map((name) => element("feature", { policy: dice.pick(policies), name })),
  );
}
