/** The file of the configuration, at a folder's root. */
export const configFile = "libvirt-cpu.json";

export const SEVERITIES = ["off", "hint", "information", "warning", "error"] as const;
export type RuleSetting = (typeof SEVERITIES)[number];

/** What `libvirt-cpu.json` or the editor's settings say. */
export interface Config {
  /** The libvirt release to go by. */
  readonly libvirt?: string;
  /** Severity by rule id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** By name; only the file has them. */
  readonly hosts: ReadonlyMap<string, HostConfig>;
  /** Names of hosts by the pool's name. */
  readonly pools: ReadonlyMap<string, readonly string[]>;
  /** The host or pool on which the VMs have to run. */
  readonly target?: string;
}

/** Where to learn what one host is. Paths are relative to the configuration's folder and stay inside it. */
export interface HostConfig {
  readonly domainCapabilities?: string;
  readonly capabilities?: string;
  /** `<cpudata>`, the output of `cpuid -r`, or a host's `<cpu>`. */
  readonly cpudata?: string;
  /** The id of a built-in reference CPU. */
  readonly reference?: string;
  /** A libvirt connection that virsh can be asked with, and what about. */
  readonly uri?: string;
  readonly arch?: string;
  readonly machine?: string;
  readonly virtType?: string;
  /** Releases that the host runs; `libvirt` goes before the file's own. */
  readonly libvirt?: string;
  readonly qemu?: string;
}

/** Nothing is configured. */
export const NO_CONFIG: Config = { rules: new Map(), hosts: new Map(), pools: new Map() };
