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
  const guests = [...text.matchAll(/<arch name='([^']*)'>([\s\S]*?)<\/arch>/g)].slice(0, MOST);
  return guests.flatMap(([, arch = "", inner = ""]): OfferedGuests[] => {
    if (!WORD.test(arch)) return [];
    const virtTypes = matches(inner, /<domain type='([^']*)'/g);
    const machines = matches(inner, /<machine[^>]*>([^<]*)<\/machine>/g);
    return [{ arch, virtTypes, machines: machines.sort((a, b) => versions(a) - versions(b)) }];
  });
}

function matches(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].map(([, name = ""]) => name).filter((name) => WORD.test(name));
  return [...new Set(found)].slice(0, MOST);
}

function versions(machine: string): number {
  return /\d+\.\d+|rhel|xenial|focal|jammy|noble/.test(machine) ? 1 : 0;
}
