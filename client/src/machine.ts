import type { Disposable } from "vscode";
import type { Virsh } from "./hosts/live/virsh.js";
import type { VmsContext } from "./vms/withoutVirsh.js";

/** A file of a CPU map. */
export interface MapFile {
  /** Its name in the folder, such as `x86_EPYC.xml`. */
  readonly name: string;
  readonly text: string;
}

/** What only an extension host that runs on a machine can do; a browser has none of it. */
export interface Machine {
  readonly virsh: Virsh;
  /** Registers the view of VMs, its commands and the documents of VMs. */
  readonly vms: (context: VmsContext) => Disposable[];
  /** Does a file of the disk lie in a folder when links are followed? */
  readonly staysInside: (file: string, folder: string) => Promise<boolean>;
  /** The CPU map of the libvirt that is installed here; undefined where none is. */
  readonly cpuMap: () => Promise<readonly MapFile[] | undefined>;
}
