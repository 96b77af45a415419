import type { TextDocument, TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import type { Random } from "./random.js";

const CPUS = [
  "<cpu mode='host-model'/>",
  "<cpu mode='custom' match='exact'>\n  <model fallback='allow'>Hasswell</model>\n  <feature policy='require' name='vmx'/>\n</cpu>",
  "<cpu mode='host-passthrough' migratable='on'><topology sockets='2' cores='4' threads='2'/></cpu>",
  "<cpu mode='custom'><model>EPYC</model><vendor>AMD</vendor><feature name='svm' policy='disable'/></cpu>",
];

const PIECES = [
  ..."<>/='\" \n",
  "\r\n",
  "&",
  "&amp;",
  "]]>",
  "\u0000",
  "\ud800",
  "\u{1f4a5}",
  "<cpu>",
  "</cpu>",
  "<feature policy='require' name='aes'/>",
  "name='__proto__'",
  "<model>Haswell</model>",
  "<!--",
  "-->",
  "<![CDATA[",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "xyz",
];

/** A document of a VM. */
export function randomText(random: Random): string {
  if (random.below(20) === 0)
    return random.pick(["", "<", "{}", "<network/>", "<domain", "\ufeff<domain><cpu/></domain>"]);
  return `<domain type='kvm'>\n  <vcpu>${random.below(20)}</vcpu>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  ${random.pick(CPUS)}\n</domain>\n`;
}

/** Places out of bounds, ends before starts, and what is none: a client may send it. */
const ODD_RANGES: readonly unknown[] = [
  { start: { line: 1e9, character: 5 }, end: { line: 2e9, character: 0 } },
  { start: { line: -1, character: -1 }, end: { line: 0, character: 1 } },
  { start: { line: 3, character: 4 }, end: { line: 1, character: 0 } },
  { start: { line: 0, character: 1 }, end: { line: 0, character: 1e9 } },
];

const BROKEN: readonly unknown[] = [
  null,
  {},
  "text",
  [{}],
  [{ text: 5 }],
  [{ range: null, text: null }],
  [{ range: {}, text: "x" }],
];

/** Changes of a document, mostly sound ones. */
export function randomChanges(document: TextDocument, random: Random): unknown {
  const { length } = document.getText();
  const kind = random.below(20);
  if (kind === 0) return random.pick(BROKEN);
  if (kind === 1 || length > 3000) return [{ text: randomText(random) }];
  if (kind === 2) return [{ range: random.pick(ODD_RANGES), text: random.pick(PIECES) }];
  return Array.from({ length: 1 + random.below(2) }, (): TextDocumentContentChangeEvent => {
    const start = random.below(length + 1);
    const end = start + random.below(random.below(4) === 0 ? 40 : 1);
    return { range: { start: document.positionAt(start), end: document.positionAt(end) }, text: random.pick(PIECES) };
  });
}
