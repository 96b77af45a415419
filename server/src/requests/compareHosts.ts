import * as l10n from "@vscode/l10n";
import type { CompareRequest, HostReference, PlaceRequest, Request } from "../../../shared/src/messages.js";
import {
  type CompareSubject,
  compareDocument,
  compareSteps,
  reportMarkdown,
} from "../../../shared/src/reports/index.js";
import { runInSlices } from "../guard.js";
import { type ResolvedHosts, resolveHosts } from "../hosts/resolveHosts.js";
import { contextAt, guestIn, nameOfHosts, nameOfView } from "./contextAt.js";
import type { Answer, RequestContext } from "./serveRequests.js";

/** The CPU at a place of a document, or a host, compared with hosts. */
export const answer: Answer<typeof Request.compareHosts> = async ({ subject, hosts }, context) => {
  const { services, isCancelled } = context;
  const resolved = await resolveHosts(hosts, services);
  if ("error" in resolved) return resolved;
  // What is found of the hosts first is found of the subject, too, and the document is read when nothing is waited for.
  const found = await subjectOf(subject, context);
  if ("error" in found) return found;
  const others = found.kind === "host" ? without(found.host.name, resolved) : resolved;
  if (others.hosts.length + others.unknown.length === 0)
    return { error: l10n.t("There are no hosts to compare with.") };
  const report = await runInSlices(compareSteps(found, nameOfHosts(hosts), others), isCancelled);
  const document = compareDocument(report);
  return { title: document.title, markdown: reportMarkdown(document) };
};

/** A host of a pool is compared with the others of it. */
function without(name: string, { hosts, unknown }: ResolvedHosts): ResolvedHosts {
  const others = hosts.filter((host) => host.name !== name);
  return { hosts: others.length + unknown.length === 0 ? hosts : others, unknown };
}

type Found = CompareSubject | { readonly error: string };

/** What a comparison is about. */
function subjectOf(subject: CompareRequest["subject"], context: RequestContext): Promise<Found> {
  return "version" in subject ? definitionAt(subject, context) : hostOf(subject, context);
}

async function hostOf(reference: HostReference, { services }: RequestContext): Promise<Found> {
  const resolved = await resolveHosts([reference], services);
  if ("error" in resolved) return resolved;
  const [host, more] = resolved.hosts;
  const [unknown] = resolved.unknown;
  if (more !== undefined) return { error: l10n.t("{0} is a pool. Select one host to compare.", reference.name ?? "") };
  if (host !== undefined) return { kind: "host", host };
  return {
    error: unknown === undefined ? l10n.t("There is no host to compare.") : `${unknown.name}: ${unknown.reason}`,
  };
}

async function definitionAt(place: PlaceRequest, { contexts }: RequestContext): Promise<Found> {
  const context = await contextAt(place, contexts);
  if ("error" in context) return context;
  const { view, catalogue } = context;
  const { arch } = catalogue;
  const name = nameOfView(view, place.uri);
  if (view.cpu === undefined) return { error: l10n.t("This document has no <cpu> to compare.") };
  if (view.cpu.isHost) {
    const cpu = view.cpu.definition();
    return { kind: "definition", name, cpu, arch: cpu.arch ?? arch };
  }
  const guest = guestIn(context);
  if (guest === undefined) return { error: l10n.t("This <cpu> cannot be read.") };
  return { kind: "guest", name, guest, isDomain: view.domain !== undefined };
}
