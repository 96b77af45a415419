import { describe, expect, it } from "vitest";
import { silencing } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { findingsIn, rulesIn } from "./check.js";

/** The text after the first finding of the rule has been silenced; undefined where that is not offered. */
function silenced(text: string, rule: string): string | undefined {
  const finding = findingsIn(text).find((each) => each.rule === rule);
  if (finding === undefined) throw new Error(`no ${rule}`);
  const edit = silencing(parseXml(text))(finding);
  return edit && applyEdits(text, [edit]);
}

const WORD = "libvirt-cpu-disable-next-line";
const FEATURE = "<feature policy='enable' name='aes'/>";
const ROWS: readonly (readonly [what: string, rule: string, before: string, after: string])[] = [
  [
    "the line's indentation",
    "feature-policy",
    `<domain>\n\t<cpu mode='host-model'>\n\t\t${FEATURE}\n\t</cpu>\n</domain>`,
    `<domain>\n\t<cpu mode='host-model'>\n\t\t<!-- ${WORD} feature-policy -->\n\t\t${FEATURE}\n\t</cpu>\n</domain>`,
  ],
  [
    "the document's line ends",
    "feature-policy",
    `<cpu mode='host-model'>\r\n  ${FEATURE}\r\n</cpu>`,
    `<cpu mode='host-model'>\r\n  <!-- ${WORD} feature-policy -->\r\n  ${FEATURE}\r\n</cpu>`,
  ],
  ["the first line", "cpu-mode", "<cpu mode='x'/>", `<!-- ${WORD} cpu-mode -->\n<cpu mode='x'/>`],
  [
    "below the XML declaration",
    "cpu-mode",
    "<?xml version='1.0'?>\n<cpu mode='x'/>",
    `<?xml version='1.0'?>\n<!-- ${WORD} cpu-mode -->\n<cpu mode='x'/>`,
  ],
  [
    "the first line of a tag of several",
    "cpu-mode",
    "<domain>\n  <cpu mode='x'\n       check='none'/>\n</domain>",
    `<domain>\n  <!-- ${WORD} cpu-mode -->\n  <cpu mode='x'\n       check='none'/>\n</domain>`,
  ],
  [
    "text that libvirt drops",
    "text-ignored",
    "<domain>\n<cpu mode='host-model'>\nHaswell\n<cache mode='disable'/></cpu>\n</domain>",
    `<domain>\n<cpu mode='host-model'>\n<!-- ${WORD} text-ignored -->\nHaswell\n<cache mode='disable'/></cpu>\n</domain>`,
  ],
  [
    "one more rule in the comment that is there",
    "feature-policy",
    `<cpu mode='host-model'>\n  <!-- ${WORD} feature-unknown  -->  \n  ${FEATURE}\n</cpu>`,
    `<cpu mode='host-model'>\n  <!-- ${WORD} feature-unknown feature-policy  -->  \n  ${FEATURE}\n</cpu>`,
  ],
];

describe("silencing a rule on a line", () => {
  it.each(ROWS)("%s", (_, rule, before, after) => {
    expect(silenced(before, rule)).toBe(after);
    expect(rulesIn(after)).not.toContain(rule);
  });

  it.each([
    ["in a tag of several lines", "cpu-mode", "<cpu\n  mode='x'/>"],
    ["beside the XML declaration", "cpu-mode", "<?xml version='1.0'?><cpu mode='x'/>"],
    ["in an element's text", "model-unknown", "<cpu><model>\n  Hasswell\n</model></cpu>"],
    ["behind the end of a comment", "cpu-mode", "<!-- of\nold --><cpu mode='x'/>"],
  ])("is not offered %s", (_, rule, text) => {
    expect(silenced(text, rule)).toBeUndefined();
  });
});

it.each([
  ["<!-- libvirt-cpu-disable -->", []],
  ["<!--libvirt-cpu-disable cpu-mode-->", ["feature-policy"]],
  ["<!-- libvirt-cpu-disable cpu-mode feature-policy -->", []],
  ["<!-- libvirt-cpu-disabled -->", ["cpu-mode", "feature-policy"]],
  ["<!-- libvirt-cpu-disable-next-line -->", ["feature-policy"]],
])("%s silences for all of the document what it names", (comment, left) => {
  expect(rulesIn(`${comment}\n<cpu mode='x'>\n${FEATURE}<model>Haswell</model></cpu>`)).toEqual(left);
});
