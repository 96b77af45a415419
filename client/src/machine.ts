import type { Virsh } from "./hosts/live/virsh.js";
import type { VmVerbs } from "./vms/verbs.js";

/** A file of a CPU map. */
export interface MapFile {
  /** Its name in the folder, such as `x86_EPYC.xml`. */
  readonly name: string;
  readonly text: string;
}

/** What only an extension host that runs on a machine can do; a browser has none of it. */
export interface Machine {
  readonly virsh: Virsh;
  readonly vms: VmVerbs;
  /** Does a file of the disk lie in a folder when links are followed? */
  readonly staysInside: (file: string, folder: string) => Promise<boolean>;
  /** The CPU map of the libvirt that is installed here; undefined where none is. */
  readonly cpuMap: () => Promise<readonly MapFile[] | undefined>;
}
