import type { Catalogue } from "../../shared/src/catalogue/index.js";
import type { Finding } from "../../shared/src/rules/index.js";
import type { Document } from "./documents/generate.js";
import { leftOut } from "./leftOut.js";
import { defineErrors } from "./ourFindings.js";
import type { Answer } from "./virsh.js";

/** What libvirt and we say about one document. */
export interface Comparison {
  readonly document: Document;
  readonly answer: Answer;
  readonly ours: readonly Finding[];
  /** Why it does not count. */
  readonly leftOut: string | undefined;
  readonly agree: boolean;
}

/** An error where libvirt refuses, none where it accepts. */
export function compare(document: Document, answer: Answer, catalogue: Catalogue): Comparison {
  const ours = defineErrors(document.xml, catalogue);
  const agree = (answer.error !== undefined) === ours.length > 0;
  return { document, answer, ours, leftOut: leftOut(answer), agree };
}

/** Whether one of our findings carries the message that libvirt gave; releases put it in different classes. */
export function sameReason({ answer, ours }: Comparison): boolean {
  const told = withoutClass(answer.error ?? "");
  return ours.some(({ libvirt }) => libvirt !== undefined && withoutClass(libvirt) === told);
}

function withoutClass(message: string): string {
  return message.replace(/^[\w ]+: /, "");
}
