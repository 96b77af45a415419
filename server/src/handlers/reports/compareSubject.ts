import * as l10n from "@vscode/l10n";
import { readCpu } from "../../../../shared/src/engine/index.js";
import { guestOf } from "../../../../shared/src/hosts/index.js";
import type { CompareSubject } from "../../../../shared/src/hosts/report/index.js";
import type { CompareRequest, HostReference, PlaceRequest } from "../../../../shared/src/messages.js";
import { resolveHosts } from "../../hosts/resolveHosts.js";
import { contextAtPlace } from "../contextAtPlace.js";
import type { ReportMeans } from "./handleReports.js";
import { nameOfView } from "./names.js";

type Found = CompareSubject | { readonly error: string };

/** What a comparison is about. */
export function compareSubject(subject: CompareRequest["subject"], means: ReportMeans): Promise<Found> {
  return "version" in subject ? definitionAt(subject, means) : hostOf(subject, means);
}

async function hostOf(reference: HostReference, { services }: ReportMeans): Promise<Found> {
  const resolved = await resolveHosts([reference], services);
  if ("error" in resolved) return resolved;
  const [host, more] = resolved.hosts;
  const [unknown] = resolved.unknown;
  if (more !== undefined) return { error: l10n.t("{0} is a pool: choose one host to compare.", reference.name ?? "") };
  if (host !== undefined) return { kind: "host", host };
  return {
    error: unknown === undefined ? l10n.t("There is no host to compare.") : `${unknown.name}: ${unknown.reason}`,
  };
}

async function definitionAt(place: PlaceRequest, { contexts }: ReportMeans): Promise<Found> {
  const context = await contextAtPlace(place, contexts);
  if ("error" in context) return context;
  const { view, catalogue } = context;
  const { arch } = catalogue;
  const name = nameOfView(view, place.uri);
  if (view.cpu === undefined) return { error: l10n.t("This document has no <cpu> to compare.") };
  if (view.cpu.isHost) {
    const cpu = readCpu(view.cpu.element, { type: "host" }, () => {});
    return cpu === undefined
      ? { error: l10n.t("This <cpu> cannot be read.") }
      : { kind: "definition", name, cpu, arch: cpu.arch ?? arch };
  }
  const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
  const guest = guestOf(view, cpu, arch);
  if (guest === undefined) return { error: l10n.t("This <cpu> cannot be read.") };
  return { kind: "guest", name, guest, isDomain: view.domain !== undefined };
}
