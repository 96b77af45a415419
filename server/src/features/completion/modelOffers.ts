import type { ModelEntry } from "../../../../shared/src/catalogue/index.js";
import { blockerText, headline, hostCount, modelUseHere } from "../../../../shared/src/describe/index.js";
import { type CpuView, effectiveMode } from "../../../../shared/src/domain/index.js";
import type { FeatureContext } from "../../context.js";
import { CompletionItemKind, type Offer, rank } from "./offer.js";

/** Newer than any CPU. */
const FUTURE = 9999;

/** What ppc64 takes for a model under host-model: compatibility modes, in lower case (cpu_ppc64.c, libvirt 12.8). */
const COMPAT_MODES = ["power11", "power10", "power9", "power8", "power7", "power6"];

/** The models: those that most hosts of the target run first; then the vendor that is asked for, then by vendor, newest first, plain names before versioned ones. */
export function modelOffers(context: FeatureContext, cpu: CpuView | undefined): Offer[] {
  const { catalogue } = context;
  if (catalogue.map?.arch === "ppc64" && cpu && effectiveMode(cpu) === "host-model")
    return COMPAT_MODES.map(compatMode);
  const vendors = [...(catalogue.map?.vendors.keys() ?? [])];
  const wanted = cpu?.vendor?.value.trim();
  return [...catalogue.models.values()].map((entry) => {
    const use = modelUseHere(entry.name, context);
    const text = [headline(entry), use === undefined ? "" : blockerText(use)].filter((part) => part !== "").join(" · ");
    const missing = use === undefined ? 0 : use.total - use.usable.length;
    const description = use === undefined ? age(entry) : hostCount(use);
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

function compatMode(name: string, index: number): Offer {
  return {
    label: name,
    kind: CompletionItemKind.EnumMember,
    sortText: rank(index),
    subject: { kind: "element", path: "cpu/model" },
  };
}
