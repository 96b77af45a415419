import { machineType } from "../../domain/guestMachine.js";
import { type HypervFeatureView, type HypervView, readHyperv } from "../../domain/hypervFeatures.js";
import type { DomainView } from "../../domain/index.js";
import { readTimers } from "../../domain/timers.js";

/** What an enlightenment needs beside it: other enlightenments, and the clock's timer `hypervclock`. */
interface Needs {
  readonly features: readonly string[];
  readonly clock?: boolean;
}

/** QEMU's docs/system/i386/hyperv.rst; libvirt follows it since 11.9. */
const NEEDS: ReadonlyMap<string, Needs> = new Map([
  ["synic", { features: ["vpindex"] }],
  ["stimer", { features: ["vpindex", "synic"], clock: true }],
  ["tlbflush", { features: ["vpindex"] }],
  ["ipi", { features: ["vpindex"] }],
  ["evmcs", { features: ["vapic"] }],
]);

/** What is missing for one enlightenment. */
export interface Missing {
  readonly features: readonly string[];
  readonly clock: boolean;
}

/** The enlightenments that libvirt goes by: of each name the last one, over all `<hyperv>`, where they are listed. */
export function effectiveFeatures(all: readonly HypervView[]): ReadonlyMap<string, HypervFeatureView> {
  const features = new Map<string, HypervFeatureView>();
  for (const hyperv of all) for (const feature of hyperv.features) features.set(feature.name, feature);
  return features;
}

/** What an enlightenment lacks that is on; undefined where nothing is missing. */
export function missingFor(
  name: string,
  view: DomainView,
  features: ReadonlyMap<string, HypervFeatureView>,
): Missing | undefined {
  const needs = NEEDS.get(name);
  if (needs === undefined) return undefined;
  const spared = hasOldSynic(machineType(view)) && (name === "synic" || name === "stimer") ? ["vpindex"] : [];
  const lacking = needs.features.filter((each) => features.get(each)?.isOn !== true && !spared.includes(each));
  const clock = needs.clock === true && !hasHypervClock(view);
  return lacking.length === 0 && !clock ? undefined : { features: lacking, clock };
}

/** Everything that has to be turned on as well, prerequisites of prerequisites included. */
export function allMissing(
  names: Iterable<string>,
  view: DomainView,
  features: ReadonlyMap<string, HypervFeatureView>,
): Missing {
  const wanted = new Set(names);
  const lacking = new Set<string>();
  let clock = false;
  for (const name of wanted) {
    const missing = missingFor(name, view, features);
    clock ||= missing?.clock === true;
    for (const each of missing?.features ?? []) {
      lacking.add(each);
      wanted.add(each);
    }
  }
  return { features: [...lacking], clock };
}

function hasHypervClock(view: DomainView): boolean {
  return readTimers(view).some(({ name, present }) => name?.value === "hypervclock" && present?.value === "yes");
}

/** Machine types up to 3.0 have a SynIC that does without VP indices; RHEL 7's are older still. */
function hasOldSynic(machine: string | undefined): boolean {
  const match = /^pc-(?:i440fx-|q35-)?(?:rhel|([0-9]{1,3})\.([0-9]{1,3}))/.exec(machine ?? "");
  if (match === null) return false;
  if (match[1] === undefined) return /rhel[67]/.test(machine ?? "");
  return Number(match[1]) < 3 || (match[1] === "3" && match[2] === "0");
}

/** The `<hyperv>` elements whose features count: mode custom, which is the default. */
export function customHyperv(view: DomainView): readonly HypervView[] {
  const all = readHyperv(view);
  return all.every(({ mode }) => mode === undefined || mode.value === "custom") ? all : [];
}
