import type { CpuDefinition } from "../../../engine/index.js";
import type { Guest } from "../../guest.js";
import type { PoolHost } from "../../poolHost.js";

/** What is compared with hosts. */
export type CompareSubject =
  /** A VM, or a guest's `<cpu>` on its own. */
  | { readonly kind: "guest"; readonly name: string; readonly guest: Guest; readonly isDomain: boolean }
  /** A host's `<cpu>` out of a document that is edited. */
  | { readonly kind: "definition"; readonly name: string; readonly cpu: CpuDefinition; readonly arch: string }
  | { readonly kind: "host"; readonly host: PoolHost };

export function subjectName(subject: CompareSubject): string {
  return subject.kind === "host" ? subject.host.name : subject.name;
}
