import type { Catalogue } from "../../shared/src/catalogue/index.js";
import { isOlder } from "../../shared/src/common/releases.js";
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

/** Refusals that we tell in a newer release's words, with the rules that tell them. */
const OTHER_WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\(domain_definition\):\d+: /, ["xml"]],
  [/online non-hotpluggable vcpus need to be ordered/, ["vcpu-order"]],
  [/'level' in element 'cache': '-/, ["cache-level"]],
  [/(Number of CPUs|CPU IDs) in <numa> exceeds? the/, ["numa-cpus-exceed", "vcpu-count"]],
  [/Invalid value of 'cpuset'/, ["cpu-list"]],
  [
    /Invalid cache (policy|associativity) '|(Missing|Invalid) '\w+' attribute in cache/,
    ["attribute-value", "attribute-missing"],
  ],
  [/missing element or attribute '\.\/@memory'/, ["memory-size"]],
  [/Configuring the '\w+' timer is not supported/, ["timer-unsupported"]],
];

/** Releases before this one refuse with words of their own, which we do not tell. */
const OUR_WORDS = "9.0.0";

/**
 * None of our errors where libvirt accepts; one of them for libvirt's reason where it refuses. Of an old release the reason
 * is not compared.
 */
export function compare(document: Document, answer: Answer, catalogue: Catalogue): Comparison {
  const ours = defineErrors(document.xml, catalogue);
  const isOld = isOlder(catalogue.release, OUR_WORDS);
  const says = (finding: Finding) => isOld || tells(finding, answer.error);
  const agree = answer.error === undefined ? ours.length === 0 : ours.some(says);
  return { document, answer, ours, leftOut: leftOut(answer), agree };
}

/** libvirt 9.0.0 spoils its heap over a distance to a cell that is not there, and may cut its message: enough to know it. */
const ENOUGH = 20;

/** Whether a finding is about what libvirt said; releases put one message in different classes. */
function tells({ rule, libvirt = "" }: Finding, error = ""): boolean {
  const [told, ours] = [withoutClass(error), withoutClass(libvirt)];
  if (ours === told || (told.length >= ENOUGH && ours.startsWith(told))) return true;
  return OTHER_WORDS.some(([message, rules]) => rules.includes(rule) && message.test(error));
}

function withoutClass(message: string): string {
  return message.replace(/^[\w ]+: /, "");
}
