import type { Virsh } from "./hosts/live/virsh.js";

/** What only an extension host that runs on a machine can do; a browser has none of it. */
export interface Machine {
  readonly virsh: Virsh;
  /** Does a file of the disk lie in a folder when links are followed? */
  readonly staysInside: (file: string, folder: string) => Promise<boolean>;
}
