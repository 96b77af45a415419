import type { CpuView, DomainView } from "../domain/index.js";
import type { WhenDoc } from "./grammar.js";

/** What an explanation may depend on: a document's values, defaults filled in as libvirt does. */
export interface Situation {
  readonly mode: string;
  readonly match: string;
  /** Empty where the attribute is absent: the driver then chooses. */
  readonly check: string;
  readonly fallback: string;
  /** The domain's type; empty where there is no domain. */
  readonly type: string;
  readonly arch: string;
}

/** The situation that a view's CPU is in. */
export function situationOf(view: DomainView, cpu: CpuView | undefined, arch: string): Situation {
  return {
    mode: cpu?.mode?.value ?? "custom",
    match: cpu?.match?.value ?? "exact",
    check: cpu?.check?.value ?? "",
    fallback: cpu?.model?.fallback?.value ?? "allow",
    type: view.type?.value ?? (view.domain === undefined ? "kvm" : ""),
    arch,
  };
}

/** The texts of those conditions that hold in this situation, in their order. */
export function textsWhen(when: readonly WhenDoc[] | undefined, situation: Situation): string[] {
  return (when ?? []).filter((each) => holds(each, situation)).map(({ text }) => text);
}

function holds(when: WhenDoc, situation: Situation): boolean {
  return (["mode", "match", "check", "fallback", "type", "arch"] as const).every((key) => {
    const words: readonly string[] | undefined = when[key];
    return words === undefined || words.includes(situation[key]);
  });
}
