import * as l10n from "@vscode/l10n";
import { andList } from "../../common/lists.js";
import { isOlder } from "../../common/releases.js";
import {
  type DomainView,
  foreignArch,
  type HypervFeatureView,
  type HypervView,
  machineType,
  readHyperv,
  readTimers,
} from "../../domain/index.js";
import { addToClock, insertChildren, removeElement, setAttribute } from "../../edits/index.js";
import { childNamed, documentStyle, localName, type TextEdit, type XmlElement } from "../../xml/index.js";
import { type Check, type CheckContext, type Fix, offer, otherCpu, prefer, type Rule } from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** The timer, where it is needed. */
export const CLOCK = "hypervclock";

/** What an enlightenment needs beside it: another enlightenment, or the clock's timer `hypervclock`. */
interface Need {
  readonly of: string;
  /** An enlightenment, or `hypervclock`. */
  readonly needs: string;
  /** Only where this part of the enlightenment is on. */
  readonly part?: string;
  /** The release of libvirt that brought the part. */
  readonly since?: string;
  /** libvirt leaves it to QEMU. */
  readonly byQemu?: true;
}

/** QEMU's docs/system/i386/hyperv.rst, and what of it libvirt asks for itself (12.8's answers). */
const NEEDS: readonly Need[] = [
  { of: "stimer", needs: "vpindex", byQemu: true },
  { of: "stimer", needs: "synic" },
  { of: "stimer", needs: "hypervclock" },
  { of: "synic", needs: "vpindex", byQemu: true },
  { of: "tlbflush", needs: "vpindex" },
  { of: "tlbflush", needs: "vapic", part: "direct", since: "11.0.0" },
  { of: "ipi", needs: "vpindex" },
  { of: "evmcs", needs: "vapic" },
];

/** In which order a fix lists them. */
const ORDER: readonly string[] = ["vapic", "vpindex", "synic", CLOCK];

/** The enlightenments that libvirt goes by: of each name the last one, over all `<hyperv>`. */
export type Enlightenments = ReadonlyMap<string, HypervFeatureView>;

/** Something that is on, and what it lacks. */
export interface Lack {
  readonly feature: HypervFeatureView;
  readonly part?: string;
  /** Enlightenments, and perhaps `hypervclock`. */
  readonly missing: readonly string[];
  /** What libvirt names in its refusal; undefined where QEMU refuses. */
  readonly named: string | undefined;
}

/** Since when libvirt passes over what is in `<hyperv mode='passthrough'>`: 9.0 reads it, 11.3 does not. */
const PASSED_OVER = "9.1.0";

/** Since when libvirt asks for what enlightenments need, at define. */
const ASKED = "11.9.0";

/** Every `<hyperv>` with the enlightenments that a release of libvirt reads in it. */
export function hypervsRead(view: DomainView, release: string): readonly HypervView[] {
  if (isOlder(release, PASSED_OVER)) return readHyperv(view);
  return readHyperv(view).map((each) => (each.mode?.value === "passthrough" ? { ...each, features: [] } : each));
}

export function enlightenments(view: DomainView, release: string): Enlightenments {
  const features = new Map<string, HypervFeatureView>();
  for (const hyperv of hypervsRead(view, release)) {
    for (const feature of hyperv.features) features.set(feature.name, feature);
  }
  return features;
}

/**
 * What enlightenments lack that are on: those of `<hyperv>` in any mode at define, where libvirt asks; at the start of a
 * KVM guest, which is QEMU's to refuse, those that are listed in full.
 */
export function* lacking(view: DomainView, release: string): Iterable<Lack> {
  const atDefine = runsOnQemu(view.type?.value) && !isOlder(release, ASKED);
  const atStart = view.type?.value === "kvm" && foreignArch(view) === undefined && isListed(view);
  const features = enlightenments(view, release);
  const known = NEEDS.filter(({ since }) => since === undefined || !isOlder(release, since));
  for (const feature of features.values()) {
    if (!feature.isOn) continue;
    const needs = known.filter((need) => need.of === feature.name && lacks(need, feature, view, features));
    for (const part of new Set(needs.map((need) => need.part))) {
      const own = needs.filter((need) => need.part === part);
      const asked = atDefine ? own.filter(({ byQemu }) => byQemu !== true) : [];
      const missing = (atStart ? own : asked).map(({ needs: each }) => each);
      if (missing.length === 0) continue;
      const named = (asked.find(({ needs: each }) => each === CLOCK) ?? asked[0])?.needs;
      yield { feature, ...(part === undefined ? {} : { part }), missing, named };
    }
  }
}

/** Everything that has to be turned on as well, prerequisites of prerequisites included. */
export function allMissing(name: string, view: DomainView, release: string): string[] {
  const features = enlightenments(view, release);
  const wanted = new Set([name]);
  for (const each of wanted) {
    const feature = features.get(each);
    for (const need of NEEDS) {
      if (need.of === each && lacks(need, feature, view, features)) wanted.add(need.needs);
    }
  }
  wanted.delete(name);
  return ORDER.filter((each) => wanted.has(each));
}

function lacks(
  need: Need,
  feature: HypervFeatureView | undefined,
  view: DomainView,
  features: Enlightenments,
): boolean {
  if (need.part !== undefined && !isPartOn(feature, need.part)) return false;
  if (need.needs === CLOCK) return !hasHypervClock(view);
  if (need.byQemu === true && hasOldSynic(machineType(view))) return false;
  return features.get(need.needs)?.isOn !== true;
}

function isPartOn(feature: HypervFeatureView | undefined, part: string): boolean {
  const state = childNamed(feature?.element, part)?.attributes.find(({ name }) => name === "state");
  return state?.value === "on";
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

/** Mode custom, which is the default: the guest gets what is listed, and nothing else. */
function isListed(view: DomainView): boolean {
  return readHyperv(view).every(({ mode }) => mode === undefined || mode.value === "custom");
}

/** libvirt refuses since 11.9 at define; what it leaves out, QEMU refuses when a KVM guest starts. */
const hypervRequires: Check = function* ({ view, catalogue }) {
  for (const { feature, part, missing, named } of lacking(view, catalogue.release)) {
    const needed = named === CLOCK ? `'${CLOCK}' timer` : `'${named}' feature`;
    const what = part === undefined ? feature.name : `hv-${feature.name}-${part}`;
    yield {
      rule: "hyperv-requires",
      range: feature.element.startTag,
      data: {
        name: part === undefined ? feature.name : `${feature.name}/${part}`,
        missing: andList(missing.map((each) => (each === CLOCK ? l10n.t("the timer hypervclock") : each))),
      },
      ...(named === undefined
        ? { stage: "start" }
        : { libvirt: `unsupported configuration: '${what}' hyperv feature requires ${needed}` }),
      fixes: (given) => turnOnMissing(feature.element, given),
    };
  }
};

function turnOnMissing(element: XmlElement, { text, view, catalogue: { release } }: CheckContext): Fix[] {
  if (element.parent === undefined || view.domain === undefined) return [];
  const features = enlightenments(view, release);
  const name = localName(element);
  const missing = allMissing(name, view, release);
  const lacked = missing.filter((each) => each !== CLOCK);
  const edits: TextEdit[] = [];
  const { quote } = documentStyle(text);
  for (const each of lacked) {
    const present = features.get(each);
    if (present !== undefined) edits.push(setAttribute(text, present.element, "state", "on"));
  }
  const added = lacked.filter((each) => !features.has(each));
  const lines = added.map((each) => `<${each} state=${quote}on${quote}/>`);
  if (lines.length > 0) edits.push(insertChildren(text, element.parent, lines, element));
  if (missing.includes(CLOCK)) edits.push(turnOnClock(text, view, quote));
  const parts = [...lacked, ...(missing.includes(CLOCK) ? [CLOCK] : [])];
  return [
    prefer(l10n.t("Turn on {0}", parts.join(", ")), ...edits),
    offer(l10n.t("Turn off {0}", name), setAttribute(text, element, "state", "off")),
    offer(l10n.t("Remove <{0}>", name), removeElement(text, element)),
  ].map(otherCpu);
}

function turnOnClock(text: string, view: DomainView, quote: string): TextEdit {
  const timer = readTimers(view).find(({ name }) => name?.value === "hypervclock");
  if (timer !== undefined) return setAttribute(text, timer.element, "present", "yes");
  const line = `<timer name=${quote}hypervclock${quote} present=${quote}yes${quote}/>`;
  return addToClock(text, view.domain ?? view.root, [line]);
}

/** Enlightenments that need others. */
export const hypervRequiresRules: readonly Rule[] = [
  {
    id: "hyperv-requires",
    stage: "define",
    severity: "error",
    message: "The Hyper-V feature {name} needs {missing}.",
    check: hypervRequires,
  },
];
