import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** How long a process may take to end when asked politely, in milliseconds. */
const patience = 3000;

/**
 * Ends a process that was spawned detached, and all that it started: its group first asked, then killed.
 *
 * @param child the group's leader
 * @returns when the leader is gone; at once when it is gone already
 */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    signalGroup(child, "SIGKILL");
    return;
  }
  const gone = once(child, "exit");
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), patience);
  await gone;
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
}

/**
 * Sends a signal to a detached process's group; a group that is gone is no error.
 *
 * @param child the group's leader
 * @param signal which
 */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
