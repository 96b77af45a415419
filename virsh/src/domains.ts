import type { LibvirtConnection } from "./connect.js";

/** What a VM does; `other`: it shuts down, has crashed, or is suspended. */
export type DomainState = "running" | "paused" | "shut-off" | "other";

/** A VM as a libvirt lists it. */
export interface ListedDomain {
  readonly uuid: string;
  readonly name: string;
  readonly state: DomainState;
  readonly isAutostarted: boolean;
  /** It is there after it has been shut down; a transient one is not, and has no definition but what runs. */
  readonly isPersistent: boolean;
}

const STATES: readonly (readonly [state: DomainState, option: string])[] = [
  ["running", "--state-running"],
  ["paused", "--state-paused"],
  ["shut-off", "--state-shutoff"],
  ["other", "--state-other"],
];

/**
 * Lists every VM of a libvirt: one run of virsh, however many there are.
 *
 * @returns by name, `web2` before `web10`
 * @throws VirshError
 */
export async function listDomains(virsh: LibvirtConnection, signal: AbortSignal): Promise<readonly ListedDomain[]> {
  const lists = [...STATES.map(([, option]) => option), "--all --autostart", "--all --persistent"];
  const commands = lists.map((options) => `list --uuid --name ${options}`);
  const answers = (await virsh.runAll(commands, signal)).map(({ output }) => output);
  const [autostarted, persistent] = answers.slice(STATES.length).map((text) => new Set(linesOf(text).map(uuidOf)));
  const domains = STATES.flatMap(([state], index) =>
    linesOf(answers[index] ?? "").map((line) => {
      const uuid = uuidOf(line);
      const isAutostarted = autostarted?.has(uuid) === true;
      return {
        uuid,
        name: nameOf(line),
        state,
        isAutostarted,
        isPersistent: persistent?.has(uuid) === true,
      };
    }),
  );
  return domains.sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}

/** Characters of a UUID; the name is behind it and a blank. */
const UUID = 36;

/** Bytes to which some releases fill a name up with blanks; a name may end with a blank itself. */
const FILLED = 30;

function nameOf(line: string): string {
  const name = line.slice(UUID + 1);
  return Buffer.byteLength(name) === FILLED ? name.trimEnd() : name;
}

function uuidOf(line: string): string {
  return line.slice(0, UUID);
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\s+\S/.test(line));
}

/** VMs whose definitions one run prints: a definition has 5 to 20 KB. */
const AT_ONCE = 100;

/** A VM, without its passwords. */
export interface DomainTexts {
  /** What counts at the next start; of a transient VM what runs. */
  readonly definition: string;
  /** What runs now, where that was asked for. */
  readonly live?: string;
}

/**
 * Reads VMs without their passwords, in one run.
 *
 * @param domains {@link AT_ONCE} at most
 * @param isLive of which VMs also what runs is wanted
 * @returns by UUID; a VM that is gone by now is left out
 * @throws VirshError
 */
export async function textsOf(
  virsh: LibvirtConnection,
  domains: readonly ListedDomain[],
  isLive: (domain: ListedDomain) => boolean,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, DomainTexts>> {
  const inactive = domains.map(({ uuid, isPersistent }) => `dumpxml ${isPersistent ? "--inactive " : ""}${uuid}`);
  const running = domains.filter(isLive);
  const answers = await virsh.runAll([...inactive, ...running.map(({ uuid }) => `dumpxml ${uuid}`)], signal);
  const documents = answers.map(({ output }) => documentIn(output));
  const live = new Map(running.map(({ uuid }, index) => [uuid, documents[domains.length + index]]));
  return new Map(
    domains.flatMap(({ uuid }, index): [string, DomainTexts][] => {
      const [definition, now] = [documents[index], live.get(uuid)];
      return definition === undefined ? [] : [[uuid, { definition, ...(now === undefined ? {} : { live: now }) }]];
    }),
  );
}

function documentIn(output: string): string | undefined {
  const text = output.trim();
  return text.startsWith("<") ? `${text}\n` : undefined;
}

/**
 * Reads the definitions of VMs without their passwords: what counts at the next start, and of a transient VM what runs.
 *
 * @returns by UUID; a VM that is gone by now is left out
 * @throws VirshError
 */
export async function definitionsOf(
  virsh: LibvirtConnection,
  domains: readonly ListedDomain[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const definitions = new Map<string, string>();
  for (let from = 0; from < domains.length; from += AT_ONCE) {
    const texts = await textsOf(virsh, domains.slice(from, from + AT_ONCE), () => false, signal);
    for (const [uuid, { definition }] of texts) definitions.set(uuid, definition);
  }
  return definitions;
}
