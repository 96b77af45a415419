import type { DomainView } from "../domain/index.js";

/** What libvirt calls an architecture -> under which names our data stand. */
interface ArchFiles {
  /** In `cpu-map/<release>/`; absent where libvirt has no map of its own. */
  readonly map?: "x86" | "aarch64" | "ppc64";
  /** In `models/`: what hypervisors offer. */
  readonly models: string;
  /** In `docs/models/`. */
  readonly docs: string;
}

const X86: ArchFiles = { map: "x86", models: "x86_64", docs: "x86" };
const ARM: ArchFiles = { map: "aarch64", models: "aarch64", docs: "aarch64" };
const PPC: ArchFiles = { map: "ppc64", models: "ppc64", docs: "ppc64" };

const FILES: ReadonlyMap<string, ArchFiles> = new Map([
  ["x86_64", X86],
  ["i686", X86],
  ["aarch64", ARM],
  ["armv7l", ARM],
  ["armv6l", ARM],
  ["ppc64", PPC],
  ["ppc64le", PPC],
  ["s390x", { models: "s390x", docs: "s390x" }],
  ["riscv64", { models: "riscv64", docs: "riscv64" }],
  ["loongarch64", { models: "loongarch64", docs: "loongarch64" }],
]);

/** Which files speak about an architecture; undefined for one that we have no data of. */
export function archFiles(arch: string): ArchFiles | undefined {
  return FILES.get(arch);
}

/** The architecture of a definition: `<os><type arch=>`, a host's `<arch>`, else x86_64, the commonest by far. */
export function archOf(view: DomainView | undefined): string {
  const arch = (view?.os?.arch?.value ?? view?.cpu?.arch?.value.trim()) || "x86_64";
  return view?.isTemplate && archFiles(arch) === undefined ? "x86_64" : arch;
}
