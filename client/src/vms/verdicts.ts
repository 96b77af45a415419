import * as vscode from "vscode";
import { type GivenVm, type JudgedVm, MAX_JUDGED, MAX_JUDGED_LENGTH, Request } from "../../../shared/src/messages.js";
import type { DomainTexts, ListedDomain } from "../../../virsh/src/domains.js";
import type { Server } from "../connection/server.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import type { VmConnections } from "./connections.js";
import type { VmVerbs } from "./verbs.js";

/** What is known of the VMs that the view shows: whether they start on their target, and what their next start changes. */
export interface Verdicts extends vscode.Disposable {
  /** Undefined while it is being found out. */
  of(uri: string, uuid: string): JudgedVm | undefined;
  /** VMs of a connection may have changed: all, or those with these names. They are read again when they are next looked at. */
  touch(uri: string, names?: readonly string[]): void;
  /** Looks at what is not known of the connections that are shown, and stops for those that are not. */
  look(): void;
  readonly onDidChange: vscode.Event<void>;
}

/** What the verdicts are made with. */
export interface VerdictsContext {
  readonly verbs: Pick<VmVerbs, "texts">;
  readonly server: Pick<Server, "ask">;
  readonly connections: Pick<VmConnections, "onDidChange" | "routeTo" | "stateOf">;
  readonly model: Pick<HostsModel, "folders" | "known" | "onDidChange">;
  /** Connections whose VMs the user sees. */
  readonly shown: () => ReadonlySet<string>;
}

/** VMs that one run of virsh reads. */
const AT_ONCE = 100;

/** Characters of definitions in one request. */
const MAX_REQUEST = 1024 * 1024;

interface Entry {
  /** As it was listed when it was looked at. */
  readonly vm: ListedDomain;
  /** Undefined where nothing was found out. */
  readonly judged: JudgedVm | undefined;
  readonly isStale: boolean;
}

interface Job {
  readonly vms: readonly ListedDomain[];
  readonly ending: AbortController;
}

/** Reads VMs in the background and has the server judge them. Of their texts nothing is kept. */
export function createVerdicts(context: VerdictsContext): Verdicts {
  const { connections, model, shown } = context;
  const changed = new vscode.EventEmitter<void>();
  const known = new Map<string, Map<string, Entry>>();
  const jobs = new Map<string, Job>();
  const stop = (uri: string): void => {
    jobs.get(uri)?.ending.abort();
    jobs.delete(uri);
  };
  const start = (uri: string, vms: readonly ListedDomain[]): void => {
    stop(uri);
    const before = known.get(uri);
    const entries = new Map(vms.flatMap(({ uuid }) => entryIn(before, uuid)));
    known.set(uri, entries);
    const ending = new AbortController();
    jobs.set(uri, { vms, ending });
    const judging = { ...context, entries, changed, signal: ending.signal };
    // What cannot be read now is tried again when something changes; the view says elsewhere what is wrong.
    void model.known
      .then(() => judgeAll(uri, vms, judging))
      .catch(() => jobs.get(uri)?.ending === ending && jobs.delete(uri));
  };
  const look = (): void => {
    for (const uri of [...jobs.keys()]) if (!shown().has(uri)) stop(uri);
    for (const uri of shown()) {
      const state = connections.stateOf(uri);
      if (state.kind !== "read") stop(uri);
      else if (jobs.get(uri)?.vms !== state.vms) start(uri, state.vms);
    }
  };
  const touch: Verdicts["touch"] = (uri, names) => {
    const entries = known.get(uri);
    for (const [uuid, entry] of entries ?? []) {
      if (names?.includes(entry.vm.name) !== false) entries?.set(uuid, { ...entry, isStale: true });
    }
    stop(uri);
  };
  let hosts: string | undefined;
  const follow = (): void => {
    const now = JSON.stringify(model.folders());
    if (hosts !== undefined && now !== hosts) for (const uri of known.keys()) touch(uri);
    hosts = now;
    look();
  };
  const listeners = [connections.onDidChange(look), model.onDidChange(follow)];
  void model.known.then(follow);
  return {
    of: (uri, uuid) => known.get(uri)?.get(uuid)?.judged,
    touch,
    look,
    onDidChange: changed.event,
    dispose: () => {
      for (const uri of [...jobs.keys()]) stop(uri);
      vscode.Disposable.from(...listeners, changed).dispose();
    },
  };
}

function entryIn(entries: ReadonlyMap<string, Entry> | undefined, uuid: string): [string, Entry][] {
  const entry = entries?.get(uuid);
  return entry === undefined ? [] : [[uuid, entry]];
}

interface Judging extends VerdictsContext {
  readonly entries: Map<string, Entry>;
  readonly changed: vscode.EventEmitter<void>;
  readonly signal: AbortSignal;
}

/** Those that are not known, or not as they are listed now; told as they come. */
async function judgeAll(uri: string, vms: readonly ListedDomain[], judging: Judging): Promise<void> {
  const { verbs, connections, entries, changed, signal } = judging;
  const wanted = vms.filter((vm) => !isKnown(entries.get(vm.uuid), vm));
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const texts = await verbs.texts(connections.routeTo(uri), wanted.slice(from, from + AT_ONCE), signal);
    const given = wanted.slice(from, from + AT_ONCE).map((vm) => ({ vm, given: givenOf(vm, texts.get(vm.uuid)) }));
    for (const part of inRequests(given)) {
      if (signal.aborted) return;
      const judged = await ask(
        uri,
        part.map((each) => each.given),
        judging,
      );
      if (signal.aborted) return;
      for (const [index, { vm }] of part.entries()) entries.set(vm.uuid, { vm, judged: judged[index], isStale: false });
      changed.fire();
    }
  }
}

function isKnown(entry: Entry | undefined, { name, state, isPersistent }: ListedDomain): boolean {
  if (entry === undefined || entry.isStale) return false;
  return entry.vm.name === name && entry.vm.state === state && entry.vm.isPersistent === isPersistent;
}

/** One that is gone, or too long, is given without its definition: nothing is known of it. */
function givenOf({ name }: ListedDomain, texts: DomainTexts | undefined): GivenVm {
  const { definition = "", live } = texts ?? {};
  if (definition.length > MAX_JUDGED_LENGTH) return { name, definition: "" };
  return { name, definition, ...(live === undefined || live.length > MAX_JUDGED_LENGTH ? {} : { live }) };
}

function* inRequests<T extends { readonly given: GivenVm }>(all: readonly T[]): Generator<readonly T[]> {
  let part: T[] = [];
  let length = 0;
  for (const each of all) {
    const own = each.given.definition.length + (each.given.live?.length ?? 0);
    if (part.length === MAX_JUDGED || (part.length > 0 && length + own > MAX_REQUEST)) {
      yield part;
      [part, length] = [[], 0];
    }
    part.push(each);
    length += own;
  }
  if (part.length > 0) yield part;
}

async function ask(
  connection: string,
  vms: readonly GivenVm[],
  { server, signal }: Judging,
): Promise<readonly JudgedVm[]> {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await server.ask(Request.judgeVms, { connection, vms }, source.token);
  } finally {
    signal.removeEventListener("abort", cancel);
    source.dispose();
  }
}
