import { archOf, type Catalogue } from "../../../shared/src/catalogue/index.js";
import { VM_SCHEME, vmPath } from "../../../shared/src/common/vmPaths.js";
import { type DomainView, type ServedDocument, serveDocument } from "../../../shared/src/domain/index.js";
import {
  type Assessment,
  assessing,
  countOutcomes,
  type Guest,
  guestOf,
  summaryText,
  type Target,
  withRefusals,
} from "../../../shared/src/hosts/index.js";
import {
  type GivenVm,
  type JudgedVm,
  MAX_JUDGED,
  MAX_JUDGED_LENGTH,
  type Request,
  type VmChange,
} from "../../../shared/src/messages.js";
import { refusalsOf } from "../../../shared/src/rules/index.js";
import type { Drift } from "../../../shared/src/vms/drift.js";
import { changesAtNextStart } from "../../../shared/src/vms/nextStart.js";
import { catalogueFor } from "../documents/documentContexts.js";
import { runInSlices } from "../guard.js";
import type { Answer } from "./serveRequests.js";

/** Between two turns of 8 milliseconds: a third of the time is left for all else, whatever there is to judge. */
const PAUSE = 4;

/** Of more changes nobody is told. */
const MAX_CHANGES = 20;

const UNKNOWN: JudgedVm = { outcome: "unknown", errors: 0, starts: 0, hosts: 0, changes: [] };

/** Judges VMs of a connection as their documents would be, in turns. */
export const answer: Answer<typeof Request.judgeVms> = async ({ connection, vms }, { services, isCancelled }) => {
  const path = vmPath({ connection, name: "vm", isLive: false });
  const uri = `${VM_SCHEME}:${encodeURI(path)}`;
  await services.ready;
  await services.hostStore.folderOf(uri)?.settled();
  const target = services.hostStore.targetOf(uri);
  const quietly = <T>(steps: Generator<undefined, T>) =>
    runInSlices(steps, isCancelled, () => performance.now(), PAUSE);
  const read = await quietly(reading(vms.slice(0, MAX_JUDGED)));
  const catalogues = new Map<string, Catalogue>();
  for (const { arch } of read) {
    if (!catalogues.has(arch)) catalogues.set(arch, await catalogueFor(uri, arch, services));
  }
  return quietly(judging(read, catalogues, target));
};

/** A VM whose definition was read. */
interface ReadVm extends ServedDocument {
  readonly live: string | undefined;
  readonly arch: string;
}

function* reading(vms: readonly GivenVm[]): Generator<undefined, ReadVm[]> {
  const read: ReadVm[] = [];
  for (const { definition, live } of vms) {
    const served = serveDocument(definition.length > MAX_JUDGED_LENGTH ? "" : definition);
    read.push({ ...served, live, arch: archOf(served.views[0]) });
    yield;
  }
  return read;
}

function* judging(
  vms: readonly ReadVm[],
  catalogues: ReadonlyMap<string, Catalogue>,
  target: Target | undefined,
): Generator<undefined, JudgedVm[]> {
  // Many VMs of a fleet have the same CPU.
  const known = new Map<string, Assessment>();
  const judged: JudgedVm[] = [];
  for (const { tree, views, live, arch } of vms) {
    const [view, catalogue] = [views[0], catalogues.get(arch)];
    if (tree === undefined || view?.domain === undefined || catalogue === undefined) {
      judged.push(UNKNOWN);
      continue;
    }
    const refusals = refusalsOf({ document: tree, views, view, catalogue });
    yield;
    const guest = guestOf(view, arch);
    const found = guest && target && (yield* assessed(guest, target, known));
    const assessment = found && withRefusals(found, refusals);
    const running = serveDocument(live !== undefined && live.length <= MAX_JUDGED_LENGTH ? live : "").views[0]?.domain;
    yield;
    const changes = running === undefined ? [] : changesAtNextStart(view.domain, running, catalogue.grammar);
    judged.push({
      ...outcomeOf(assessment, refusals.length),
      ...(assessment === undefined ? {} : { summary: summaryText(assessment) }),
      ...cpuOf(view),
      changes: changes.slice(0, MAX_CHANGES).map(toChange),
    });
    yield;
  }
  return judged;
}

function* assessed(guest: Guest, target: Target, known: Map<string, Assessment>): Generator<undefined, Assessment> {
  const key = JSON.stringify(guest);
  const assessment = known.get(key) ?? (yield* assessing(guest, target));
  known.set(key, assessment);
  return assessment;
}

function outcomeOf(
  assessment: Assessment | undefined,
  errors: number,
): Pick<JudgedVm, "outcome" | "errors" | "starts" | "hosts"> {
  const counts = assessment && countOutcomes(assessment);
  const hosts = assessment === undefined ? 0 : assessment.verdicts.length + assessment.unknown.length;
  const common = { errors, starts: counts?.starts ?? 0, hosts };
  if (errors > 0) return { ...common, outcome: "not-valid" };
  if (counts === undefined || hosts === 0) return { ...common, outcome: "no-target" };
  if (counts.fails > 0) return { ...common, outcome: counts.starts + counts.fits > 0 ? "some" : "fails" };
  if (counts.starts > 0) return { ...common, outcome: counts.starts === hosts ? "starts" : "some" };
  return { ...common, outcome: counts.fits > 0 ? "fits" : "unknown" };
}

function cpuOf({ cpu }: DomainView): Pick<JudgedVm, "cpu"> {
  if (cpu === undefined) return {};
  const mode = cpu.mode?.value ?? "custom";
  const model = cpu.model?.value.trim() ?? "";
  // Other modes are said by their name alone: what model libvirt keeps beside them is ignored.
  const named = mode === "custom" && model !== "" ? { model } : {};
  return { cpu: { mode, ...named, features: cpu.features.length } };
}

function toChange({ element, attribute, file, libvirt }: Drift): VmChange {
  return {
    what: attribute === undefined ? element : `${element} ${attribute}`,
    ...(libvirt === undefined ? {} : { now: libvirt }),
    ...(file === undefined ? {} : { next: file }),
  };
}
