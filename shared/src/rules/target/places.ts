import * as l10n from "@vscode/l10n";
import { featureNamed } from "../../domain/index.js";
import type { CpuDefinitionFeature } from "../../engine/index.js";
import { featureList, type HostProblem } from "../../hosts/index.js";
import type { Range } from "../../xml/index.js";
import type { CheckContext, FindingData, Severity } from "../rule.js";

/** Which rule speaks for a problem, where in the document, and what it needs for its message. */
export interface Place {
  readonly rule: string;
  readonly range: Range;
  readonly data: FindingData;
  /** Where it is not the one that follows from the hosts. */
  readonly severity?: Severity;
}

type PlacesOf = (problem: HostProblem, context: CheckContext) => readonly Place[];

/** Problems without an entry are told by another rule, or not certain. */
const PLACES: Readonly<Partial<Record<HostProblem["code"], PlacesOf>>> = {
  "missing-features": missingPlaces,
  "invariant-tsc": missingPlaces,
  "forbidden-feature": forbiddenPlaces,
  "vendor-differs": (_, context) =>
    at("target-vendor", context.view.cpu?.vendor?.range, context, { vendor: context.cpu?.vendor ?? "" }),
  "extra-features": (_, context) => at("target-strict", valueRange(context.view.cpu?.match), context, {}),
  "specification-differs": ({ features = [] }, context) =>
    at("target-check-full", valueRange(context.view.cpu?.check), context, { named: featureList(features) }),
  "unknown-model": modelUnknown,
  "model-not-supported": modelUnknown,
  "no-replacement-model": modelUnknown,
  "unknown-feature": featureUnknown,
  "mode-not-supported": modeUnsupported,
  "migratable-not-supported": (_, context) =>
    at("target-migratable", valueRange(context.view.cpu?.migratable), context, {}),
  "address-bits": (_, context) =>
    at("target-address-bits", context.view.cpu?.maxphysaddr?.element.startTag, context, {
      bits: String(context.cpu?.maxPhysAddr?.bits ?? ""),
    }),
  "too-many-vcpus": ({ limit }, { view }) =>
    view.vcpu === undefined
      ? []
      : [{ rule: "target-vcpus", range: view.vcpu.countRange, data: { limit: String(limit ?? "") } }],
  "other-arch": ({ because }, { view }) => {
    const range = valueRange(view.os?.arch) ?? view.domain?.nameRange;
    // A VM for other machines than the target's is no mistake in it.
    return range === undefined ? [] : [{ rule: "target-arch", range, data: { because }, severity: "information" }];
  },
};

/** Where to say a problem, and by which rule. */
export function placesOf(problem: HostProblem, context: CheckContext): readonly Place[] {
  return PLACES[problem.code]?.(problem, context) ?? [];
}

/** On its own line what the definition asks for by name; on the model what that needs. */
function missingPlaces({ features = [] }: HostProblem, context: CheckContext): Place[] {
  const { view, cpu } = context;
  const asked = new Set(cpu?.features.filter(isAsked).map(({ name }) => name));
  const ofModel = features.filter((name) => !asked.has(name));
  const places = features.flatMap((name) => (asked.has(name) ? featurePlace("target-feature", name, context) : []));
  if (ofModel.length === 0) return places;
  const model = cpu?.model === undefined ? l10n.t("the CPU") : cpu.model;
  const data = { model, named: featureList(ofModel), features: ofModel.join(",") };
  return [...places, ...at("target-model", view.cpu?.model?.range, context, data)];
}

function isAsked({ policy = "require" }: CpuDefinitionFeature): boolean {
  return policy === "require" || policy === "force";
}

function forbiddenPlaces({ features = [] }: HostProblem, context: CheckContext): Place[] {
  return features.flatMap((name) => featurePlace("target-forbidden-feature", name, context));
}

function featurePlace(rule: string, name: string, context: CheckContext): readonly Place[] {
  const feature = context.view.cpu && featureNamed(context.view.cpu, name);
  return at(rule, valueRange(feature?.name), context, { name, features: name });
}

/** A model that no libvirt of the document's release knows has a rule of its own. */
function modelUnknown(_: HostProblem, context: CheckContext): readonly Place[] {
  const model = context.cpu?.model ?? "";
  if (!context.catalogue.models.has(model) && context.cpu?.mode === "custom") return [];
  return at("target-model-unknown", context.view.cpu?.model?.range, context, { model });
}

function featureUnknown({ features = [] }: HostProblem, context: CheckContext): readonly Place[] {
  const known = features.filter((name) => context.catalogue.map?.featureByName.has(name));
  return known.flatMap((name) => featurePlace("target-feature-unknown", name, context));
}

/** host-passthrough of an emulated guest is wrong on every host, and told so. */
function modeUnsupported(_: HostProblem, context: CheckContext): readonly Place[] {
  const { view, cpu } = context;
  const mode = cpu?.mode ?? "custom";
  if (view.type?.value === "qemu" && mode === "host-passthrough") return [];
  return at("target-mode", valueRange(view.cpu?.mode), context, { mode, type: view.type?.value ?? "" });
}

/** The place, or the CPU's name where the document has none. */
function at(rule: string, range: Range | undefined, { view }: CheckContext, data: FindingData): readonly Place[] {
  const place = range ?? view.cpu?.element.nameRange;
  return place === undefined ? [] : [{ rule, range: place, data }];
}

function valueRange(attr: { readonly attribute: Range & { readonly valueRange: Range | undefined } } | undefined) {
  return attr && (attr.attribute.valueRange ?? attr.attribute);
}
