import { describe, expect, it } from "vitest";
import { outline } from "./outline.js";

/** What is typed inside a `<cpu>` above two good elements; what the tree then has for it, by exact source. */
const TYPED: readonly (readonly [string, string, readonly string[]])[] = [
  ["a value without its closing quote", "<feature policy='req", ["<feature policy='req"]],
  ["a value without its closing quote and a tag end", "<feature policy='req>", ["<feature policy='req>"]],
  ["a value without its closing quote and an empty tag's end", "<feature policy='req/>", ["<feature policy='req/>"]],
  [
    "a value without its closing quote before another attribute",
    "<feature policy='req name='y'/>",
    ["<feature policy='req name='y'/>"],
  ],
  [
    "a value without its closing quote before another attribute in other quotes",
    '<feature policy=\'req name="y"/>',
    ['<feature policy=\'req name="y"/>'],
  ],
  [
    "a value without its closing quote before an attribute on the next line",
    "<feature policy='req\n           name='y'/>",
    ["<feature policy='req⏎           name='y'/>"],
  ],
  ["an empty value without its closing quote", "<feature policy='", ["<feature policy='"]],
  [
    "an empty value without its closing quote before another attribute",
    "<feature policy=' name='y'/>",
    ["<feature policy=' name='y'/>"],
  ],
  ["an empty value right before an attribute", "<feature policy='' name='y'/>", ["<feature policy='' name='y'/>"]],
  ["a value closed by the other quote", "<topology sockets=\"1' cores='2'/>", ["<topology sockets=\"1' cores='2'/>"]],
  ["a value without its opening quote", "<feature policy=require' name='y'/>", ["<feature policy=require' name='y'/>"]],
  ["a value without quotes", "<feature policy=require name='y'/>", ["<feature policy=require name='y'/>"]],
  ["a name", "<mod", ["<mod"]],
  ["the name of the next element", "<model", ["<model"]],
  ["a name and a space", "<feature ", ["<feature "]],
  ["an attribute's name", "<feature pol", ["<feature pol"]],
  ["an attribute's name and =", "<feature policy=", ["<feature policy="]],
  ["an attribute without value before another", "<feature policy name='y'/>", ["<feature policy name='y'/>"]],
  ["an attribute with = and no value before another", "<feature policy= name='y'/>", ["<feature policy= name='y'/>"]],
  ["an empty tag without >", "<feature name='y'/", ["<feature name='y'/"]],
  ["an element without its end tag", "<vendor>Int", ["<vendor>Int"]],
  ["an element with nothing in it", "<vendor>", ["<vendor>"]],
  ["a start tag that holds what follows deeper", "<numa>\n    <cell id='0'/>", ["<numa>", "  <cell id='0'/>"]],
  ["an end tag without >", "<vendor>Intel</vendor", ["<vendor>Intel</vendor"]],
  ["an end tag's first letters", "<vendor>Intel</ven", ["<vendor>Intel</ven"]],
  ["an end tag without name", "<vendor>Intel</", ["<vendor>Intel</"]],
  ["an end tag with a letter missing", "<vendor>Intel</vndor>", ["<vendor>Intel</vndor>"]],
  ["an end tag with a letter wrong", "<vendor>Intel</vendot>", ["<vendor>Intel</vendot>"]],
  ["an end tag with two letters swapped", "<vendor>Intel</vednor>", ["<vendor>Intel</vednor>"]],
  ["an end tag that closes nothing", "</vendor>", []],
  ["an end tag of another element", "<vendor>Intel</numa>", ["<vendor>Intel</numa>"]],
  ["< alone", "<", []],
  ["</ alone", "</", []],
  ["<!-- alone", "<!-- open", []],
  ["<! alone", "<!", []],
  ["<![CDATA[ alone", "<![CDATA[ a", []],
  ["<? alone", "<?", []],
  ["a comment before another", "<!-- one\n  <!-- two -->", []],
  ["&", "& &amp; &foo;", []],
  ["the name run into the text", "<vendorIntel</vendor>", ["<vendorIntel</vendor>"]],
  ["an attribute without =", "<feature policy'require' name='y'/>", ["<feature policy'require' name='y'/>"]],
  ["no space between attributes", "<feature policy='require'name='y'/>", ["<feature policy='require'name='y'/>"]],
];

/** Whole documents, with the outline of all their elements. */
const WHOLE: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "a name right before an element",
    "<cpu>\n  <mod<model>X</model>\n</cpu>",
    ["<cpu>", "  <mod", "  <model>X</model>"],
  ],
  [
    "a start tag without > that holds what follows",
    "<domain>\n  <cpu mode='custom'\n    <model>X</model>\n  </cpu>\n  <devices/>\n</domain>",
    ["<domain>", "  <cpu mode='custom'", "    <model>X</model>", "  <devices/>"],
  ],
  ["< before a tag", "<cpu>\n  <<model>X</model>\n</cpu>", ["<cpu>", "  <model>X</model>"]],
  [
    "the outer end tag missing",
    "<domain>\n  <cpu>\n    <model>X</model>\n  <devices>\n    <disk/>\n  </devices>\n</domain>",
    ["<domain>", "  <cpu>", "    <model>X</model>", "  <devices>", "    <disk/>"],
  ],
  [
    "a second start tag in place of the end tag",
    "<domain>\n  <cpu>\n    <model>X</model>\n  <cpu>\n  <devices>\n    <disk/>\n  </devices>\n</domain>",
    ["<domain>", "  <cpu>", "    <model>X</model>", "  <cpu>", "  <devices>", "    <disk/>"],
  ],
  [
    "two levels left open",
    "<domain>\n  <cpu>\n    <numa>\n      <cell id='0'/>\n  <devices/>\n</domain>",
    ["<domain>", "  <cpu>", "    <numa>", "      <cell id='0'/>", "  <devices/>"],
  ],
  [
    "the document cut off in a value",
    "<domain type='kvm'>\n  <cpu mode='cus",
    ["<domain type='kvm'>", "  <cpu mode='cus"],
  ],
  ["the document cut off in a text", "<domain>\n  <cpu>\n    <model>Has", ["<domain>", "  <cpu>", "    <model>Has"]],
  [
    "all on one line",
    "<cpu><model>Has<vendor>Intel</vendor><feature name='x'/></cpu>",
    ["<cpu>", "  <model>Has", "  <vendor>Intel</vendor>", "  <feature name='x'/>"],
  ],
  [
    "all on one line, a tag open",
    "<cpu><model>X</model><feature policy='req<feature name='x'/></cpu>",
    ["<cpu>", "  <model>X</model>", "  <feature policy='req", "  <feature name='x'/>"],
  ],
  ["text before the root", "x<cpu>\n  <model>X</model>\n</cpu>", ["<cpu>", "  <model>X</model>"]],
  ["two roots", "<cpu/>\n<cpu/>", ["<cpu/>", "<cpu/>"]],
  [
    "tabs and CRLF",
    "<cpu>\r\n\t<feature policy='req\r\n\t<model>X</model>\r\n</cpu>",
    ["<cpu>", "  <feature policy='req", "  <model>X</model>"],
  ],
];

describe("a half-typed place leaves its neighbours intact", () => {
  it.each(TYPED)("%s", (_what, typed, found) => {
    const text = `<cpu>\n  ${typed}\n  <model>X</model>\n  <feature name='x'/>\n</cpu>`;
    const expected = ["<cpu>", ...found.map((line) => `  ${line}`), "  <model>X</model>", "  <feature name='x'/>"];
    expect(outline(text)).toEqual(expected);
  });

  it.each(WHOLE)("%s", (_what, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});
