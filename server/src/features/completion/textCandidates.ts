import * as l10n from "@vscode/l10n";
import type { ModelEntry } from "../../../../shared/src/catalogue/index.js";
import { blockerText, headline, modelUseHere, usableCount } from "../../../../shared/src/describe/index.js";
import { type CpuView, effectiveMode } from "../../../../shared/src/domain/index.js";
import type { FeatureContext } from "../../context.js";
import { type Candidate, CompletionItemKind, rank } from "./candidate.js";

/** What an element's text may be; undefined for elements that hold elements. */
export function textCandidates(
  context: FeatureContext,
  path: string | undefined,
  cpu: CpuView | undefined,
): Candidate[] | undefined {
  if (path === "cpu/model") return modelOffers(context, cpu);
  if (path === "cpu/vendor") return vendorOffers(context, cpu);
  if (path === "vcpu") return vcpuOffers(context);
  const doc = path === undefined ? undefined : context.catalogue.grammar.elements[path];
  if (path === undefined || doc?.children !== undefined) return undefined;
  return wordOffers(path, doc?.words ?? []);
}

/** The words that an element's text may be, where the grammar has a list. */
function wordOffers(path: string, words: readonly string[]): Candidate[] {
  return words.map((label, index) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    sortText: rank(index),
    subject: { kind: "element", path },
  }));
}

/** libvirt's names of vendors, the model's own first. */
function vendorOffers({ catalogue }: FeatureContext, cpu: CpuView | undefined): Candidate[] {
  const own = catalogue.models.get(cpu?.model?.value.trim() ?? "")?.vendor;
  return [...(catalogue.map?.vendors.values() ?? [])].map(({ name, string }) => ({
    label: name,
    kind: CompletionItemKind.EnumMember,
    ...(string === undefined ? {} : { detail: string }),
    sortText: `${name === own ? 0 : 1}${name}`,
    subject: { kind: "vendor", name },
  }));
}

/** The number that the topology makes. */
function vcpuOffers({ view }: FeatureContext): Candidate[] {
  const product = view.cpu?.topology?.product;
  if (product === undefined) return [];
  return [
    {
      label: String(product),
      kind: CompletionItemKind.Value,
      description: l10n.t("matches the topology"),
      subject: { kind: "element", path: "vcpu" },
    },
  ];
}

/** Newer than any CPU. */
const FUTURE = 9999;

/** What ppc64 takes for a model under host-model: compatibility modes, in lower case (cpu_ppc64.c, libvirt 12.8). */
const COMPAT_MODES = ["power11", "power10", "power9", "power8", "power7", "power6"];

/** The models: those that most hosts of the target run first; then the vendor that is asked for, then by vendor, newest first, plain names before versioned ones. */
function modelOffers(context: FeatureContext, cpu: CpuView | undefined): Candidate[] {
  const { catalogue } = context;
  if (catalogue.map?.arch === "ppc64" && cpu && effectiveMode(cpu) === "host-model")
    return COMPAT_MODES.map(compatMode);
  const vendors = [...(catalogue.map?.vendors.keys() ?? [])];
  const wanted = cpu?.vendor?.value.trim();
  return [...catalogue.models.values()].map((entry) => {
    const use = modelUseHere(entry.name, context);
    const text = [headline(entry), use === undefined ? "" : blockerText(use)].filter((part) => part !== "").join(" · ");
    const missing = use === undefined ? 0 : use.total - use.usable.length;
    const place = use === undefined ? age(entry) : usableCount(use);
    const description = entry.isUncertain ? [place, possible()].filter((part) => part !== "").join(" · ") : place;
    return {
      label: entry.name,
      kind: CompletionItemKind.Class,
      ...(text === "" ? {} : { detail: text }),
      ...(description === "" ? {} : { description }),
      sortText: `${rank(missing)}${sortText(entry, vendors, wanted)}`,
      deprecated: entry.deprecated,
      subject: { kind: "model", name: entry.name },
    };
  });
}

/** For what is offered though the libvirt release possibly lacks it. */
function possible(): string {
  return l10n.t("possibly not supported");
}

function age({ vendor, year }: ModelEntry): string {
  return year === undefined ? "" : `${vendor ?? ""} ${year}`.trim();
}

function sortText(entry: ModelEntry, vendors: readonly string[], wanted: string | undefined): string {
  const { name, vendor, year } = entry;
  const known = vendor === undefined ? -1 : vendors.indexOf(vendor);
  // Generic models of hypervisors are old and weak, or not for production: last.
  const group = vendor !== undefined && vendor === wanted ? 0 : known < 0 ? 90 : known + 1;
  const [, base = name, version = ""] = /^(.*?)(?:-v(\d+))?$/.exec(name) ?? [];
  return `${rank(group)}${rank(FUTURE - (year ?? 0))}${base} ${rank(Number(version || 0))}`;
}

function compatMode(name: string, index: number): Candidate {
  return {
    label: name,
    kind: CompletionItemKind.EnumMember,
    sortText: rank(index),
    subject: { kind: "element", path: "cpu/model" },
  };
}
