import * as vscode from "vscode";
import type { LiveConnection, LiveFacts } from "../../../../shared/src/messages.js";
import { connectionKey, makeLiveStore } from "./liveStore.js";
import { type OfferedGuests, offeredGuests } from "./offeredGuests.js";
import { uriProblem } from "./uriProblem.js";
import type { Virsh } from "./virsh.js";

/** Hosts that virsh is asked about. */
export interface LiveHosts {
  /** @throws why virsh cannot be asked here at all */
  check(): void;
  /** What was last answered for a connection; null where it was not asked. */
  facts(connection: LiveConnection): LiveFacts | null;
  /** Why there was no answer when it was last asked, since the editor has started. */
  failure(connection: LiveConnection): string | undefined;
  /** Which guests a host runs; undefined where the user has stopped it. */
  capabilities(uri: string): Promise<OfferedGuests[] | undefined>;
  /**
   * Asks, with progress that can be cancelled, and keeps the answers.
   *
   * @returns whether all were asked: false where the user has stopped it
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
  const failed = new Map<string, string>();
  const ask = async (connection: LiveConnection, signal: AbortSignal): Promise<void> => {
    try {
      refuse(connection.uri);
      await store.set(connection, await usable(virsh).facts(connection, signal));
      failed.delete(connectionKey(connection));
    } catch (error) {
      if (!signal.aborted) failed.set(connectionKey(connection), messageOf(error));
      throw error;
    }
  };
  return {
    check: () => void usable(virsh),
    facts: (connection) => store.get(connection) ?? null,
    failure: (connection) => failed.get(connectionKey(connection)),
    capabilities: async (uri) => {
      const asked = usable(virsh);
      refuse(uri);
      return withProgress(vscode.l10n.t("Asking {0}", uri), async ({ signal }) => {
        const text = await asked.capabilities(uri, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
          return undefined;
        });
        return text === undefined ? undefined : offeredGuests(text);
      });
    },
    fetch: async (connections) => {
      usable(virsh);
      const { failures, isStopped } = await withProgress(titleOf(connections), (run) => askAll(connections, ask, run));
      changed();
      if (failures.length > 0) throw new Error(failuresText(failures));
      return !isStopped;
    },
  };
}

/** @throws why virsh cannot be asked here at all */
function usable(virsh: Virsh | undefined): Virsh {
  if (virsh === undefined) {
    throw new Error(vscode.l10n.t("virsh cannot be started in the browser. Save its output as a file and add that."));
  }
  if (!vscode.workspace.isTrusted) {
    throw new Error(vscode.l10n.t("This workspace is not trusted: virsh is started in trusted workspaces only."));
  }
  return virsh;
}

function refuse(uri: string): void {
  const problem = uriProblem(uri);
  if (problem !== undefined) throw new Error(vscode.l10n.t("The connection is refused: {0}.", problem));
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
    ? vscode.l10n.t("Asking {0}", connections[0]?.uri ?? "")
    : vscode.l10n.t("Asking {0} hosts", connections.length);
}

function failuresText(failures: readonly string[]): string {
  const different = [...new Set(failures)];
  const more = different.length - MOST_TOLD;
  const told = different.slice(0, MOST_TOLD).join(" ");
  return more > 0 ? `${told} ${vscode.l10n.t("{0} more could not be asked.", more)}` : told;
}

function withProgress<T>(title: string, work: (run: Run) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return work({ signal: controller.signal, report: (message) => progress.report({ message }) });
  });
}
