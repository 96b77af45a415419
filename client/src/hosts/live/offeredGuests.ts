/** Guests of one architecture that a host runs. */
export interface OfferedGuests {
  readonly arch: string;
  /** `kvm`, `qemu`. */
  readonly virtTypes: readonly string[];
  /** Those without a release first: `q35` before `pc-q35-7.2`. */
  readonly machines: readonly string[];
}

const MOST = 200;
const WORD = /^[\w.+-]{1,100}$/;

/**
 * The guests in the output of `virsh capabilities`. Only offered for choosing: the server reads the document in earnest.
 *
 * @param text may be anything
 */
export function offeredGuests(text: string): OfferedGuests[] {
  // Cut once, not searched from each beginning to the end: the text may be hostile.
  const closed = text.split("</arch>", MOST + 1).slice(0, -1);
  const guests = closed.map((part) => part.slice(Math.max(0, part.lastIndexOf("<arch name='"))));
  return guests.flatMap((inner): OfferedGuests[] => {
    const arch = /^<arch name='([^']*)'>/.exec(inner)?.[1];
    if (arch === undefined || !WORD.test(arch)) return [];
    const virtTypes = matches(inner, /<domain type='([^'<]*)'/g);
    const machines = matches(inner, /<machine[^<>]*>([^<]*)<\/machine>/g);
    return [{ arch, virtTypes, machines: machines.sort((a, b) => versions(a) - versions(b)) }];
  });
}

function matches(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].map(([, name = ""]) => name).filter((name) => WORD.test(name));
  return [...new Set(found)].slice(0, MOST);
}

function versions(machine: string): number {
  return /\d\.\d|rhel|xenial|focal|jammy|noble/.test(machine) ? 1 : 0;
}
