import type { Element } from "./element.js";

/** No document of libvirt's comes near this: the largest domain capabilities known are 0.2 MB. */
const MAX_CHARACTERS = 8_000_000;

/** @throws CpuError `too-large` for a text that is not read at all */
export function refuseLarge(text: string): void {
  if (text.length <= MAX_CHARACTERS) return;
  throw new CpuError("too-large", XML_ERROR, `document is larger than ${MAX_CHARACTERS} characters`);
}

/** libvirt's error classes, as virsh prints them before the message. */
export type ErrorClass =
  | typeof XML_ERROR
  | typeof UNSUPPORTED
  | typeof INTERNAL_ERROR
  | typeof OPERATION_FAILED
  | "this function is not supported by the connection driver";

export const XML_ERROR = "XML error";
export const UNSUPPORTED = "unsupported configuration";
export const INTERNAL_ERROR = "internal error";
export const OPERATION_FAILED = "operation failed";

/** What kind of thing went wrong: stable, for code that reacts to it. Texts may follow libvirt's releases. */
export type CpuErrorCode =
  | "not-well-formed"
  | "wrong-root"
  | "arch-with-match"
  | "mode-on-host"
  | "invalid-mode"
  | "invalid-attribute"
  | "missing-attribute"
  | "migratable-mode"
  | "missing-arch"
  | "unknown-arch"
  | "invalid-host-value"
  | "missing-model"
  | "invalid-fallback"
  | "vendor-id-length"
  | "vendor-id-comma"
  | "vendor-without-model"
  | "features-without-model"
  | "invalid-policy"
  | "missing-feature-name"
  | "duplicate-feature"
  | "several-caches"
  | "cache-level"
  | "limit-mode"
  | "unknown-feature"
  | "unknown-model"
  | "unknown-vendor"
  | "vendor-differs"
  | "vendors-differ"
  | "no-cpus"
  | "empty-baseline"
  | "no-decodable-model"
  | "model-not-supported"
  | "cannot-translate"
  | "host-without-compat-modes"
  | "unknown-compat-mode"
  | "no-features-in-arch"
  | "invalid-map"
  | "invalid-data"
  | "too-large"
  | "unknown-host-cpu";

/** Where an error stands: an element, and the attribute of it that is meant, if one is; in a text that cannot be read the line. */
export interface ErrorPlace {
  readonly element?: Element;
  readonly attribute?: string;
  readonly line?: number;
}

/**
 * The one error the engine throws. `message` is libvirt's own wording with its class in front, as virsh prints it
 * after `error: `; `place` names the element when the input was XML, `subject` the model, feature or value at fault.
 */
export class CpuError extends Error {
  override readonly name = "CpuError";

  constructor(
    readonly code: CpuErrorCode,
    readonly errorClass: ErrorClass,
    readonly detail: string,
    readonly subject?: string,
    readonly place: ErrorPlace = {},
  ) {
    super(`${errorClass}: ${detail}`);
  }
}

/** What a reader reports: an error's data without the calls that led to it, which cost more to note than all the rest. */
export interface CpuProblem {
  readonly code: CpuErrorCode;
  readonly errorClass: ErrorClass;
  readonly detail: string;
  /** As the error's. */
  readonly message: string;
  readonly subject: string | undefined;
  readonly place: ErrorPlace;
}

/** Puts a problem together, as CpuError's constructor does with an error. */
export function cpuProblem(
  code: CpuErrorCode,
  errorClass: ErrorClass,
  detail: string,
  subject?: string,
  place: ErrorPlace = {},
): CpuProblem {
  return { code, errorClass, detail, message: `${errorClass}: ${detail}`, subject, place };
}

/** The error to throw for a problem. */
export function errorOf({ code, errorClass, detail, subject, place }: CpuProblem): CpuError {
  return new CpuError(code, errorClass, detail, subject, place);
}

/** The problem that an error tells of. */
export function problemOf({ code, errorClass, detail, message, subject, place }: CpuError): CpuProblem {
  return { code, errorClass, detail, message, subject, place };
}
