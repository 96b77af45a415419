import type { LibvirtConnection } from "./connect.js";

/** What a libvirt may print in a minute, in characters: a thousand VMs that all start print 100 KB. */
const PER_MINUTE = 1024 * 1024;
const MINUTE = 60_000;

/** A longer line is none of virsh's. */
const MAX_LINE = 4096;

/**
 * Follows what happens to the VMs of a libvirt: that one is defined, started, stopped or undefined. What an event says is a
 * hint that something may have changed: read the VM to know. A change of a definition but by `define` is no event for libvirt.
 *
 * @param changed names of VMs, of each output those once that it names
 * @returns where virsh ended without a failure
 * @throws VirshError why it ended
 */
export function followEvents(
  virsh: LibvirtConnection,
  signal: AbortSignal,
  changed: (names: readonly string[]) => void,
): Promise<void> {
  return virsh.follow(["event", "--loop", "--event", "lifecycle"], signal, eventReader(changed, Date.now));
}

/**
 * Reads what `virsh event` prints, however it comes.
 *
 * @param now milliseconds
 * @returns false where it is more than any libvirt has to say
 */
export function eventReader(
  changed: (names: readonly string[]) => void,
  now: () => number,
): (output: string) => boolean {
  let rest = "";
  let minute = { start: now(), left: PER_MINUTE };
  return (output) => {
    if (now() - minute.start > MINUTE) minute = { start: now(), left: PER_MINUTE };
    minute.left -= output.length;
    const lines = (rest + output).split("\n");
    rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    const names = new Set(lines.flatMap(domainOf));
    if (names.size > 0) changed([...names]);
    return minute.left >= 0;
  };
}

/** `event 'lifecycle' for domain 'web01': Started Booted` of web01; a name may hold anything but a line's end. */
function domainOf(line: string): string[] {
  const start = "event 'lifecycle' for domain ";
  const end = line.lastIndexOf(": ");
  if (!line.startsWith(start) || end < start.length) return [];
  return [line.slice(start.length, end).replace(/^'(.*)'$/, "$1")];
}
