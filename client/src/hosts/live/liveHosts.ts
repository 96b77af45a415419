import type { Memento } from "vscode";
import * as vscode from "vscode";
import { faultText, readAddress } from "../../../../shared/src/config/index.js";
import type { LiveConnection, LiveFacts, Route } from "../../../../shared/src/messages.js";
import { type AskedRoute, destinationText, makeAgreement, questionText } from "./agreement.js";
import { type OfferedGuests, offeredGuests } from "./offeredGuests.js";
import type { Virsh } from "./virsh.js";

/** What virsh answered, kept over restarts of the editor. */
export interface LiveStore {
  get(connection: LiveConnection): LiveFacts | undefined;
  set(connection: LiveConnection, facts: LiveFacts): Promise<void>;
}

/** The workspace's memory is written as a whole each time: more characters than this are kept until the editor ends. */
const MAX_KEPT = 16 * 1024 * 1024;

const key = "libvirtCpu.liveFacts";

/**
 * @param memento the workspace's memory; what it holds may be of another version or broken, then it counts for nothing
 */
export function makeLiveStore(memento: Pick<Memento, "get" | "update">): LiveStore {
  const known = new Map<string, LiveFacts>(entriesOf(memento.get<unknown>(key)));
  return {
    get: (connection) => known.get(connectionKey(connection)),
    set: async (connection, facts) => {
      known.set(connectionKey(connection), facts);
      await memento.update(key, newestOf(known));
    },
  };
}

/** Everything that is asked: connections of one key get one answer. */
export function connectionKey({ uri, via, arch, machine, virtType }: LiveConnection): string {
  return JSON.stringify([uri, arch ?? null, machine ?? null, virtType ?? null, via ?? null]);
}

/** As many as there is room for, the ones fetched last first. */
function newestOf(known: ReadonlyMap<string, LiveFacts>): [string, LiveFacts][] {
  let room = MAX_KEPT;
  return [...known]
    .sort(([, one], [, other]) => other.fetched - one.fetched)
    .filter(([, { documents }]) => {
      room -= documents.reduce((sum, { length }) => sum + length, 0);
      return room >= 0;
    });
}

function entriesOf(stored: unknown): [string, LiveFacts][] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown): [string, LiveFacts][] => {
    if (!Array.isArray(entry)) return [];
    const [name, facts] = entry as unknown[];
    return typeof name === "string" && isLiveFacts(facts) ? [[name, facts]] : [];
  });
}

function isLiveFacts(value: unknown): value is LiveFacts {
  if (typeof value !== "object" || value === null) return false;
  if (!("documents" in value) || !Array.isArray(value.documents) || !("fetched" in value)) return false;
  return typeof value.fetched === "number" && value.documents.every((text) => typeof text === "string");
}

/** Hosts that virsh is asked about. */
export interface LiveHosts {
  /** @throws why virsh cannot be asked here at all */
  check(): void;
  /** What was last answered for a connection; null where it was not asked. */
  facts(connection: LiveConnection): LiveFacts | null;
  /** Why there was no answer when it was last asked, since the editor has started. */
  failure(connection: LiveConnection): string | undefined;
  /** Can the virsh of this machine be started? */
  hasVirsh(): Promise<boolean>;
  /** The user has typed or chosen this connection: he need not be asked whether it may be used. */
  agree(route: Route): Promise<void>;
  /**
   * May this libvirt be asked? The user is asked where he has not said so yet.
   *
   * @throws why it cannot: in a browser, in Restricted Mode, with an address that is refused
   */
  mayAsk(route: Route): Promise<boolean>;
  /** The same without a question: may it as the user has said up to now? */
  isAgreed(route: Route): boolean;
  /** Which guests a host runs; undefined where the user has stopped it, or does not let virsh connect. */
  capabilities(route: Route): Promise<OfferedGuests[] | undefined>;
  /**
   * Asks, once the user lets virsh connect to each address; with progress that can be cancelled, and keeps the answers.
   *
   * @returns whether all were asked: false where the user has stopped it, or has not agreed
   * @throws what to tell the user; of several hosts those that answered are kept
   */
  fetch(connections: readonly LiveConnection[]): Promise<boolean>;
}

/** Hosts asked at a time: each is a process, and often an ssh connection. */
const AT_ONCE = 4;
/** Of many failures so many are told. */
const MOST_TOLD = 3;

/**
 * @param virsh asks; undefined where no process can be started (a browser)
 * @param state keeps answers
 * @param changed called when there are new ones
 */
export function createLiveHosts(virsh: Virsh | undefined, state: vscode.Memento, changed: () => void): LiveHosts {
  const store = makeLiveStore(state);
  const command = (route: Route): string | undefined => {
    try {
      return virsh?.command(route);
    } catch {
      // Asking fails, with the reason.
      return undefined;
    }
  };
  const agreement = makeAgreement({ memento: state, command, ask: askToRun });
  const failed = new Map<string, string>();
  const ask = async (connection: LiveConnection, signal: AbortSignal): Promise<void> => {
    try {
      await store.set(connection, await usable(virsh).facts(connection, signal));
      failed.delete(connectionKey(connection));
    } catch (error) {
      if (!signal.aborted) failed.set(connectionKey(connection), messageOf(error));
      throw error;
    }
  };
  const mayAsk = async (route: Route): Promise<boolean> => {
    usable(virsh).command(route);
    return (await agreement.agreed([route])).length > 0;
  };
  return {
    mayAsk,
    isAgreed: (uri) => virsh !== undefined && vscode.workspace.isTrusted && agreement.isAgreed(uri),
    check: () => void usable(virsh),
    facts: (connection) => store.get(connection) ?? null,
    failure: (connection) => failed.get(connectionKey(connection)),
    hasVirsh: () => usable(virsh).isHere(),
    agree: agreement.agree,
    capabilities: async (route) => {
      const asked = usable(virsh);
      if (!(await mayAsk(route))) return undefined;
      return withProgress(vscode.l10n.t("Reading {0}", route.uri), async ({ signal }) => {
        const text = await asked.capabilities(route, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
          return undefined;
        });
        return text === undefined ? undefined : offeredGuests(text);
      });
    },
    fetch: async (connections) => {
      usable(virsh);
      const agreed = new Set(await agreement.agreed(connections));
      // What is refused is asked as well: that fails, with the reason.
      const asked = connections.filter((each) => agreed.has(each) || command(each) === undefined);
      if (asked.length === 0) return false;
      const { failures, isStopped } = await withProgress(titleOf(asked), (run) => askAll(asked, ask, run));
      changed();
      if (failures.length > 0) throw new Error(failuresText(failures));
      return !isStopped && asked.length === connections.length;
    },
  };
}

/** @throws why virsh cannot be asked here at all */
function usable(virsh: Virsh | undefined): Virsh {
  if (virsh === undefined) {
    throw new Error(vscode.l10n.t("virsh cannot run in the browser. Save its output as a file and add the file."));
  }
  if (!vscode.workspace.isTrusted) {
    throw new Error(vscode.l10n.t("This workspace is not trusted. virsh runs only in trusted workspaces."));
  }
  return virsh;
}

/** Why a connection URI is refused, as a sentence; undefined where it is not. */
export function uriProblem(uri: string): string | undefined {
  const read = readAddress(uri);
  if (!("fault" in read)) return undefined;
  return vscode.l10n.t("The connection URI {0}.", faultText(read.fault, vscode.l10n.t));
}

/** One address with all that is run; of several, a list to choose from. */
async function askToRun(asked: readonly AskedRoute[]): Promise<readonly AskedRoute[]> {
  const { t } = vscode.l10n;
  const [first] = asked;
  if (first !== undefined && asked.length === 1) {
    const run = t("Run virsh");
    const detail = questionText(first, t);
    const question = t("Run virsh with the address {0} of this workspace?", first.route.uri);
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) === run ? asked : [];
  }
  const items = asked.map((each) => ({
    label: each.route.uri,
    description: destinationText(each.route, t),
    detail: each.command,
    picked: true,
    asked: each,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    title: t("Run virsh with these {0} addresses of this workspace?", asked.length),
  });
  return chosen?.map((item) => item.asked) ?? [];
}

/** Work that the user sees and can stop. */
interface Run {
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
}

/** A few at a time; one that hangs holds up none of the others. */
async function askAll(
  connections: readonly LiveConnection[],
  ask: (connection: LiveConnection, signal: AbortSignal) => Promise<void>,
  { signal, report }: Run,
): Promise<{ failures: string[]; isStopped: boolean }> {
  const failures: string[] = [];
  const waiting = [...connections];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      await ask(next, signal).catch((error: unknown) => {
        // What the user has stopped is no failure.
        if (!signal.aborted) failures.push(messageOf(error));
      });
      done += 1;
      if (connections.length > 1) report(vscode.l10n.t("{0} of {1}", done, connections.length));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { failures, isStopped: signal.aborted };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function titleOf(connections: readonly LiveConnection[]): string {
  return connections.length === 1
    ? vscode.l10n.t("Reading {0}", connections[0]?.uri ?? "")
    : vscode.l10n.t("Reading {0} hosts", connections.length);
}

function failuresText(failures: readonly string[]): string {
  const different = [...new Set(failures)];
  const more = different.length - MOST_TOLD;
  const told = different.slice(0, MOST_TOLD).join(" ");
  return more > 0 ? `${told} ${vscode.l10n.t("{0} more could not be read.", more)}` : told;
}

function withProgress<T>(title: string, work: (run: Run) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return work({ signal: controller.signal, report: (message) => progress.report({ message }) });
  });
}
