import { domainViews } from "../../../shared/src/domain/index.js";
import { type Guest, guestOf, type Judgement, judge } from "../../../shared/src/hosts/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import type { Document } from "../documents/generate.js";
import type { LiveHost } from "./definitions.js";
import type { Started } from "./startAll.js";

/** What was foretold of a definition, and what became of it. */
export interface Foretold {
  readonly document: Document;
  readonly foretold: Judgement;
  readonly started: Started;
  /** Why it does not count. */
  readonly leftOut: string | undefined;
  readonly isWrong: boolean;
  /** It failed for another reason than was foretold. */
  readonly isOtherReason: boolean;
}

/** The guest that a document's text describes, as the server reads it. */
export function guestIn(xml: string, arch = "x86_64"): Guest {
  const [view] = domainViews(parseXml(xml));
  const guest = view && guestOf(view, arch);
  if (guest === undefined) throw new Error(`no guest: ${xml}`);
  return guest;
}

/** Why QEMU ended that are no matter of libvirt's or of the CPU's features: nested virtualisation, and too little memory. */
const DEVICE_REASONS: readonly RegExp[] = [
  /failed to set MSR 0x[\da-f]+/,
  /MSI-X is not supported/,
  /Cannot allocate memory|cannot set up guest memory/,
];

export function compareStart(document: Document, { poolHost }: LiveHost, started: Started): Foretold {
  const foretold = judge(guestIn(document.xml), poolHost);
  const error = started.define.error ?? started.start.error;
  const leftOut = deviceReason(error);
  const isWrong =
    (foretold.outcome === "starts" && error !== undefined) || (foretold.outcome === "fails" && error === undefined);
  return {
    document,
    foretold,
    started,
    leftOut,
    isWrong: isWrong && leftOut === undefined,
    isOtherReason: foretold.outcome === "fails" && error !== undefined && !tells(foretold, error),
  };
}

/** What QEMU ended for, if that was no matter of the CPU that was asked for. */
export function deviceReason(error = ""): string | undefined {
  return DEVICE_REASONS.map((reason) => reason.exec(error)?.[0]).find((found) => found !== undefined);
}

/** libvirt tells the first reason only, and lists features in an order of QEMU's own. */
function tells({ problems }: Judgement, error: string): boolean {
  const message = problems.find(({ verdict }) => verdict === "fails")?.message ?? "";
  const head = message.replace(/:.*$/s, "");
  return error.includes(head);
}
