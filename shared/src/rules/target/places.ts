import * as l10n from "@vscode/l10n";
import { type Attr, featureNamed, readTimers } from "../../domain/index.js";
import { setValue } from "../../edits/index.js";
import type { CpuDefinitionFeature } from "../../engine/index.js";
import { featureList, type HostProblem, localReason } from "../../hosts/index.js";
import type { Range, XmlElement } from "../../xml/index.js";
import { type CheckContext, type FindingData, type MakeFixes, offer, otherCpu, type Severity } from "../kit.js";
import { giveVcpus } from "../vcpus/count.js";
import { startsOnMore } from "./assessment.js";
import {
  allOf,
  type Propose,
  proposals,
  proposeAddressBits,
  proposeBaseline,
  proposeChange,
  proposeDisabled,
  proposeDisabling,
  proposeHostModel,
  proposeMode,
  proposeModels,
  proposeOptional,
  proposeRemoving,
  proposeVendor,
} from "./propose.js";

/** Which rule speaks for a problem, where in the document, and what it needs for its message. */
export interface ProblemPlace {
  readonly rule: string;
  readonly range: Range;
  readonly data: FindingData;
  /** What it says of the hosts besides, which not all that it is said of may have in common. */
  readonly about?: readonly string[];
  readonly fixes?: MakeFixes;
  /** Where it is not the one that follows from the hosts. */
  readonly severity?: Severity;
}

type PlacesOf = (problem: HostProblem, context: CheckContext) => readonly ProblemPlace[];

/** Problems without an entry are told by another rule, or not certain. */
const PLACES: Readonly<Partial<Record<HostProblem["code"], PlacesOf>>> = {
  "missing-features": missingPlaces,
  "invariant-tsc": missingPlaces,
  "forbidden-feature": forbiddenPlaces,
  "vendor-differs": (_, context) =>
    at("target-vendor", context.view.cpu?.vendor?.range, context, {
      data: { vendor: context.cpu?.vendor ?? "" },
      fixes: proposals(proposeVendor),
    }),
  "extra-features": (_, context) =>
    at("target-strict", valueRange(context.view.cpu?.match), context, { fixes: proposals(exactMatch) }),
  "specification-differs": ({ features = [] }, context) =>
    at("target-check-full", valueRange(context.view.cpu?.check), context, {
      data: { named: featureList(features) },
      fixes: proposals(partialCheck),
    }),
  "unknown-model": modelUnknown,
  "model-not-supported": modelUnknown,
  "no-replacement-model": modelUnknown,
  "unknown-feature": featureUnknown,
  "mode-not-supported": modeUnsupported,
  "migratable-not-supported": (_, context) =>
    at("target-migratable", valueRange(context.view.cpu?.migratable), context, { fixes: proposals(notMigratable) }),
  "address-bits": (_, context) =>
    at("target-address-bits", context.view.cpu?.maxphysaddr?.element.startTag, context, {
      data: { bits: String(context.cpu?.maxPhysAddr?.bits ?? "") },
      fixes: proposals(proposeAddressBits),
    }),
  "too-many-vcpus": ({ limit }, { view }) => {
    if (view.vcpu === undefined) return [];
    const fixes: MakeFixes = ({ text }) => (Number(limit) > 0 ? giveVcpus(text, view, Number(limit)) : []);
    return [{ rule: "target-vcpus", range: view.vcpu.countRange, data: { limit: String(limit ?? "") }, fixes }];
  },
  "machine-type": ({ subject = "", instead = "" }, context) => {
    const hint = instead === "" ? "" : ` ${l10n.t("Use {0}.", instead)}`;
    const data = { machine: subject, hint };
    return at("target-machine", valueRange(context.view.os?.machine), context, { data, fixes: otherMachine(instead) });
  },
  "tsc-frequency": ({ instead = "" }, context) => {
    const timer = readTimers(context.view).find(
      ({ name, frequency }) => name?.value === "tsc" && frequency !== undefined,
    );
    const fixes = hostFrequency(timer?.frequency, instead);
    return at("target-tsc", valueRange(timer?.frequency), context, { about: [instead], fixes });
  },
  "domain-type": (problem, context) => vmPlaces(problem, context, valueRange(context.view.type)),
  "vm-feature": vmPlaces,
  "host-resource": vmPlaces,
  "qemu-refuses": vmPlaces,
  "vendor-id-not-supported": (problem, context) =>
    vmPlaces(problem, context, valueRange(context.view.cpu?.model?.vendorId)),
  "match-not-supported": (problem, context) => vmPlaces(problem, context, valueRange(context.view.cpu?.match)),
  "host-cpu-missing": (problem, context) => vmPlaces(problem, context, valueRange(context.view.cpu?.check)),
  "policy-not-supported": (problem, context) => {
    const feature = context.view.cpu && featureNamed(context.view.cpu, problem.features?.[0] ?? "");
    return vmPlaces(problem, context, valueRange(feature?.policy));
  },
  "other-arch": ({ because }, { view }) => {
    const range = valueRange(view.os?.arch) ?? view.domain?.nameRange;
    // A VM for other machines than the target's is no mistake in it.
    return range === undefined
      ? []
      : [{ rule: "target-arch", range, data: { because: localReason(because) }, severity: "information" }];
  },
};

/** Where to say a problem, and by which rule. */
export function problemPlaces(problem: HostProblem, context: CheckContext): readonly ProblemPlace[] {
  return PLACES[problem.code]?.(problem, context) ?? [];
}

/** At the element that asks for it, or as near to that as the document goes. */
function vmPlaces(problem: HostProblem, context: CheckContext, range?: Range): ProblemPlace[] {
  const { domain } = context.view;
  let element = domain;
  for (const name of problem.at ?? []) element = lastChild(element, name) ?? element;
  const place = range ?? element?.nameRange;
  const data = { because: localReason(problem.because) };
  return place === undefined ? [] : [{ rule: "target-vm", range: place, data }];
}

function lastChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.elements.filter((child) => child.name === name).at(-1);
}

/** On its own line what the definition asks for by name; on the model what that needs. */
function missingPlaces({ features = [] }: HostProblem, context: CheckContext): ProblemPlace[] {
  const { view, cpu } = context;
  const asked = new Set(cpu?.features.filter(isAsked).map(({ name }) => name));
  const ofModel = features.filter((name) => !asked.has(name));
  const places = features.flatMap((name) =>
    asked.has(name) ? featurePlace("target-feature", name, context, lessOfIt) : [],
  );
  if (ofModel.length === 0) return places;
  const model = cpu?.model === undefined ? l10n.t("This CPU") : cpu.model;
  const data = { model, named: featureList(ofModel) };
  const fixes = proposals(allOf(proposeDisabling, proposeModels, proposeHostModel), ofModel);
  return [...places, ...at("target-model", view.cpu?.model?.range, context, { data, about: ofModel, fixes })];
}

function isAsked({ policy = "require" }: CpuDefinitionFeature): boolean {
  return policy === "require" || policy === "force";
}

function forbiddenPlaces({ features = [] }: HostProblem, context: CheckContext): ProblemPlace[] {
  return features.flatMap((name) => featurePlace("target-forbidden-feature", name, context, proposeDisabled));
}

function featurePlace(rule: string, name: string, context: CheckContext, propose: Propose): readonly ProblemPlace[] {
  const feature = context.view.cpu && featureNamed(context.view.cpu, name);
  return at(rule, valueRange(feature?.name), context, { data: { name }, fixes: proposals(propose, [name]) });
}

/** A model that no libvirt of the document's release knows has a rule of its own. */
function modelUnknown(_: HostProblem, context: CheckContext): readonly ProblemPlace[] {
  const model = context.cpu?.model ?? "";
  if (!context.catalogue.models.has(model) && context.cpu?.mode === "custom") return [];
  const fixes = proposals(allOf(proposeModels, proposeHostModel));
  return at("target-model-unknown", context.view.cpu?.model?.range, context, { data: { model }, fixes });
}

function featureUnknown({ features = [] }: HostProblem, context: CheckContext): readonly ProblemPlace[] {
  const known = features.filter((name) => context.catalogue.map?.featureByName.has(name));
  return known.flatMap((name) => featurePlace("target-feature-unknown", name, context, proposeRemoving));
}

/** host-passthrough of an emulated guest is wrong on every host, and told so. */
function modeUnsupported(_: HostProblem, context: CheckContext): readonly ProblemPlace[] {
  const { view, cpu } = context;
  const mode = cpu?.mode ?? "custom";
  if (view.type?.value === "qemu" && mode === "host-passthrough") return [];
  const data = { mode, type: view.type?.value ?? "" };
  const fixes = proposals(allOf(proposeMode, proposeBaseline));
  return at("target-mode", valueRange(view.cpu?.mode), context, { data, fixes });
}

/** The place, or the CPU's name where the document has none. */
function at(
  rule: string,
  range: Range | undefined,
  { view }: CheckContext,
  told: Partial<ProblemPlace>,
): readonly ProblemPlace[] {
  const place = range ?? view.cpu?.element.nameRange;
  return place === undefined ? [] : [{ data: {}, ...told, rule, range: place }];
}

const lessOfIt = allOf(proposeRemoving, proposeOptional);

const exactMatch = proposeChange(
  () => l10n.t("Change match to exact"),
  (cpu) => ({ ...cpu, match: "exact" }),
);

const partialCheck = proposeChange(
  () => l10n.t("Change check to partial"),
  (cpu) => ({ ...cpu, check: "partial" }),
);

const notMigratable = proposeChange(
  () => l10n.t("Remove {0}", "migratable"),
  ({ migratable: _migratable, ...cpu }) => cpu,
);

/** The nearest machine type that the host has. Not preferred: some rules of libvirt hold only for newer ones. */
function otherMachine(instead: string): MakeFixes {
  return (context) => {
    const machine = context.view.os?.machine?.attribute;
    if (machine === undefined || instead === "") return [];
    if (!startsOnMore(context, (guest) => ({ ...guest, machine: instead }))) return [];
    const title = l10n.t("Change the machine type to {0}", instead);
    return [otherCpu(offer(title, setValue(context.text, machine, instead)))];
  };
}

/** The counter of the host; where the hosts of a pool differ, no one value fits all of them. */
function hostFrequency(frequency: Attr | undefined, instead: string): MakeFixes {
  return (context) => {
    if (frequency === undefined || instead === "") return [];
    const isTried = startsOnMore(context, ({ needs, ...guest }) =>
      needs === undefined ? guest : { ...guest, needs: { ...needs, tscFrequency: Number(instead) } },
    );
    const title = l10n.t("Change the frequency to {0}", instead);
    return isTried ? [otherCpu(offer(title, setValue(context.text, frequency.attribute, instead)))] : [];
  };
}

function valueRange(attr: { readonly attribute: Range & { readonly valueRange: Range | undefined } } | undefined) {
  return attr && (attr.attribute.valueRange ?? attr.attribute);
}
