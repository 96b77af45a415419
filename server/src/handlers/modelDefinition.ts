import * as l10n from "@vscode/l10n";
import { type ModelEntry, pickRelease } from "../../../shared/src/catalogue/index.js";
import { headline } from "../../../shared/src/describe/index.js";
import { expandCpu, formatCpu } from "../../../shared/src/engine/index.js";
import type { Services } from "../documents/documentContexts.js";

export interface ModelDefinitionRequest {
  readonly arch: string;
  readonly release?: string;
  readonly model: string;
}

/** Message.modelDefinition: a model with all its features spelled out, as XML under a comment; null where there is none. */
export async function modelDefinition(
  { arch, release, model: name }: ModelDefinitionRequest,
  services: Services,
): Promise<string | null> {
  const wanted = release ?? services.configOf("").libvirt;
  const catalogue = await services.catalogue({ arch, release: pickRelease(wanted, await services.releases()) });
  const { map } = catalogue;
  const model = map?.modelByName.get(name);
  const entry = catalogue.models.get(name);
  if (map === undefined || model === undefined || entry === undefined) return null;
  const guest = {
    type: "guest",
    mode: "custom",
    match: "exact",
    model: name,
    fallback: "forbid",
    features: [],
  } as const;
  const cpu = expandCpu({ ...guest, ...(model.vendor === undefined ? {} : { vendor: model.vendor }) }, map);
  const facts = [...headLines(entry), l10n.t("libvirt {0}, {1} features", catalogue.release, cpu.features.length)];
  return `<!--\n${facts.map((line) => `  ${line.replaceAll("--", "- -")}\n`).join("")}-->\n${formatCpu(cpu)}`;
}

function headLines(entry: ModelEntry): string[] {
  const { name, summary, canonical } = entry;
  return [
    `${name} · ${headline(entry)}`,
    summary,
    ...(canonical === undefined ? [] : [l10n.t("The same as {0}.", canonical)]),
  ];
}
