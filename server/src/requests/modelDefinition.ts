import * as l10n from "@vscode/l10n";
import { type ModelEntry, pickRelease } from "../../../shared/src/catalogue/index.js";
import { headline, modelDoubt } from "../../../shared/src/describe/index.js";
import { expandCpu, formatCpu } from "../../../shared/src/engine/index.js";
import type { Request } from "../../../shared/src/messages.js";
import type { Answer } from "./serveRequests.js";

/** A model with all its features spelled out, as XML under a comment; null where there is none. */
export const answer: Answer<typeof Request.modelDefinition> = async ({ arch, release, model: name }, { services }) => {
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
  const facts = [
    ...headLines(entry),
    l10n.t("libvirt {0}, {1} features", catalogue.release, cpu.features.length),
    modelDoubt(name, catalogue) ?? "",
  ].filter((line) => line !== "");
  return `<!--\n${facts.map((line) => `  ${line.replaceAll("--", "- -")}\n`).join("")}-->\n${formatCpu(cpu)}`;
};

function headLines(entry: ModelEntry): string[] {
  const { name, summary, canonical } = entry;
  return [
    `${name} · ${headline(entry)}`,
    summary,
    ...(canonical === undefined ? [] : [l10n.t("The same as {0}.", canonical)]),
  ];
}
