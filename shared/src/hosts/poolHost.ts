import type { CpuMap, Host } from "../engine/index.js";

/** A host of a target, with what is known of it. */
export interface PoolHost {
  /** As the configuration calls it. */
  readonly name: string;
  /** All its documents joined. Hosts that are described by equal documents share one object. */
  readonly host: Host;
  /** The libvirt release it runs, as far as its map is included. */
  readonly release: string;
  /** Of that release; of x86 for architectures that have none. */
  readonly map: CpuMap;
}

/** A host of which nothing is known. */
export interface UnknownHost {
  readonly name: string;
  /** As a sentence, with a way on. */
  readonly reason: string;
  /** It is being read: soon more will be known. */
  readonly isReading?: true;
}

/** Where a VM has to run: one host, or all of a pool. A target that changes is another object. */
export interface Target {
  readonly name: string;
  readonly isPool: boolean;
  readonly hosts: readonly PoolHost[];
  readonly unknown: readonly UnknownHost[];
}
