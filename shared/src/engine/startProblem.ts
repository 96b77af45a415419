/** Why a definition does not start, or why that cannot be told. Stable, for code that reacts to it. */
export type StartProblemCode =
  | "unknown-feature"
  | "unknown-model"
  | "mode-not-supported"
  | "migratable-not-supported"
  | "address-bits"
  | "forbidden-feature"
  | "vendor-differs"
  | "missing-features"
  | "extra-features"
  | "model-not-supported"
  | "no-replacement-model"
  | "invariant-tsc"
  | "specification-differs"
  | "host-cpu-unknown"
  | "hypervisor-unknown"
  | "model-unknown-here";

export interface StartProblem {
  readonly code: StartProblemCode;
  /** `fails`: libvirt or QEMU refuses; `unknown`: the documents about the host do not decide it. */
  readonly verdict: "fails" | "unknown";
  /** libvirt's wording after its prefix; empty where nothing is refused for certain and libvirt says nothing. */
  readonly message: string;
  /** The features that decide, in the map's order. */
  readonly features?: readonly string[];
  /** The same in plain words. */
  readonly because: string;
}

export interface StartCheck {
  readonly starts: boolean | "unknown";
  /** In the order libvirt checks; it reports only the first that fails. */
  readonly problems: readonly StartProblem[];
}

export function verdictOf(problems: readonly StartProblem[]): StartCheck {
  if (problems.some(({ verdict }) => verdict === "fails")) return { starts: false, problems };
  return { starts: problems.length === 0 ? true : "unknown", problems };
}
