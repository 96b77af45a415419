import * as vscode from "vscode";
import type { LiveConnection, LiveFacts } from "../../../../shared/src/messages.js";
import { type OfferedGuests, offeredGuests } from "./offeredGuests.js";
import { uriProblem } from "./uriProblem.js";
import type { Virsh } from "./virsh.js";

/** Hosts that virsh is asked about. */
export interface LiveHosts {
  /** @throws why virsh cannot be asked here at all */
  check(): void;
  /** What was last answered for a connection; null where it was not asked. */
  facts(connection: LiveConnection): LiveFacts | null;
  /** Which guests a host runs. */
  capabilities(uri: string): Promise<OfferedGuests[]>;
  /**
   * Asks, with progress that can be cancelled, and keeps the answers.
   *
   * @throws what to tell the user; of several hosts those that answered are kept
   */
  fetch(connections: readonly LiveConnection[]): Promise<void>;
}

/** Where answers are kept between sessions: never in the workspace's files unasked. */
const KEY = "liveFacts";
/** A fleet of live hosts; older answers go first. */
const MOST = 200;
/** Hosts asked at a time: each is a process, and often an ssh connection. */
const AT_ONCE = 4;

/**
 * @param virsh asks; undefined where no process can be started (a browser)
 * @param state keeps answers
 * @param changed called when there are new ones
 */
export function createLiveHosts(virsh: Virsh | undefined, state: vscode.Memento, changed: () => void): LiveHosts {
  const known = new Map<string, LiveFacts>(Object.entries(state.get<Record<string, LiveFacts>>(KEY) ?? {}));
  const keep = (connection: LiveConnection, facts: LiveFacts): void => {
    const key = keyOf(connection);
    known.delete(key);
    known.set(key, facts);
    if (known.size > MOST) known.delete(known.keys().next().value ?? key);
  };
  const usable = (): Virsh => {
    if (virsh === undefined) {
      throw new Error(vscode.l10n.t("virsh cannot be started in the browser. Save its output as a file and add that."));
    }
    if (!vscode.workspace.isTrusted) {
      throw new Error(vscode.l10n.t("This workspace is not trusted: virsh is started in trusted workspaces only."));
    }
    return virsh;
  };
  return {
    check: () => void usable(),
    facts: (connection) => known.get(keyOf(connection)) ?? null,
    capabilities: async (uri) => {
      const asked = usable();
      refuse(uri);
      return withProgress(vscode.l10n.t("Asking {0}", uri), async (signal) =>
        offeredGuests(await asked.capabilities(uri, signal)),
      );
    },
    fetch: async (connections) => {
      const asked = usable();
      const failures: string[] = [];
      const title =
        connections.length === 1
          ? vscode.l10n.t("Asking {0}", connections[0]?.uri ?? "")
          : vscode.l10n.t("Asking {0} hosts", connections.length);
      await withProgress(title, async (signal) => {
        for (let start = 0; start < connections.length && !signal.aborted; start += AT_ONCE) {
          await Promise.all(
            connections.slice(start, start + AT_ONCE).map(async (connection) => {
              try {
                refuse(connection.uri);
                keep(connection, await asked.facts(connection, signal));
              } catch (error) {
                failures.push(error instanceof Error ? error.message : String(error));
              }
            }),
          );
        }
      });
      await state.update(KEY, Object.fromEntries(known));
      changed();
      if (failures.length > 0) throw new Error([...new Set(failures)].slice(0, 3).join(" "));
    },
  };
}

function refuse(uri: string): void {
  const problem = uriProblem(uri);
  if (problem !== undefined) throw new Error(vscode.l10n.t("The connection is refused: {0}.", problem));
}

function keyOf({ uri, arch = "", machine = "", virtType = "" }: LiveConnection): string {
  return JSON.stringify([uri, arch, machine, virtType]);
}

function withProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return work(controller.signal);
  });
}
