import { describe, expect, it } from "vitest";
import { type ConfigChange, editConfig } from "../../../shared/src/config/editConfig.js";

const lines = (...all: string[]) => `${all.join("\n")}\n`;

/** A file as a person keeps it. */
const KEPT = lines(
  "// Our hosts",
  "{",
  '  "hosts": {',
  "    // in the cellar",
  '    "a": { "reference": "x" }, // rack 1',
  '    "b": {',
  '      "uri": "qemu:///system", // local',
  '      "machine": "q35"',
  "    } // rack 2",
  "  },",
  '  "pools": { "prod": ["a", "b"], "one": ["a"] },',
  '  "target": "prod"',
  "}",
);

const edited = (text: string, from: string, to: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe("editConfig", () => {
  it.each<[what: string, before: string, change: ConfigChange, after: string]>([
    [
      "makes a file",
      "",
      { kind: "setHost", name: "n", host: { uri: "qemu:///system" } },
      lines("{", '  "hosts": {', '    "n": { "uri": "qemu:///system" }', "  }", "}"),
    ],
    [
      "fills an empty object",
      "{}\n",
      { kind: "setPool", name: "p", hosts: ["n"] },
      lines("{", '  "pools": {', '    "p": ["n"]', "  }", "}"),
    ],
    [
      "fills a file of comments",
      "// to do\n",
      { kind: "setHost", name: "n", host: { reference: "x" } },
      lines("// to do", "{", '  "hosts": {', '    "n": { "reference": "x" }', "  }", "}"),
    ],
    [
      "adds behind the last comment",
      KEPT,
      { kind: "setHost", name: "c", host: { reference: "y", libvirt: "9.0.0" } },
      edited(KEPT, "} // rack 2\n", '}, // rack 2\n    "c": { "reference": "y", "libvirt": "9.0.0" }\n'),
    ],
    [
      "keeps tabs, line ends and trailing commas",
      '{\r\n\t"hosts": {\r\n\t\t"a": {},\r\n\t},\r\n}\r\n',
      { kind: "setHost", name: "n", host: { reference: "x" } },
      '{\r\n\t"hosts": {\r\n\t\t"a": {},\r\n\t\t"n": { "reference": "x" },\r\n\t},\r\n}\r\n',
    ],
    [
      "changes only what differs",
      KEPT,
      { kind: "setHost", name: "b", host: { uri: "qemu:///system", machine: "pc", arch: "x86_64" } },
      edited(KEPT, '"machine": "q35"\n', '"machine": "pc",\n      "arch": "x86_64"\n'),
    ],
    [
      "takes a key out",
      KEPT,
      { kind: "setHost", name: "b", host: { uri: "qemu:///system" } },
      edited(KEPT, '"qemu:///system", // local\n      "machine": "q35"\n', '"qemu:///system" // local\n'),
    ],
    [
      "says more of a host and leaves the rest",
      KEPT,
      { kind: "addToHost", name: "b", host: { capabilities: "hosts/b.xml", machine: "pc" } },
      edited(KEPT, '"machine": "q35"\n', '"machine": "pc",\n      "capabilities": "hosts/b.xml"\n'),
    ],
    [
      "takes a host out of all pools",
      KEPT,
      { kind: "removeHost", name: "a" },
      edited(
        edited(KEPT, '    "a": { "reference": "x" }, // rack 1\n', ""),
        '["a", "b"], "one": ["a"]',
        '["b"], "one": []',
      ),
    ],
    [
      "leaves the target to a pool of the same name",
      '{"hosts":{"a":{"reference":"x"},"b":{"reference":"x"}},"pools":{"a":["b"]},"target":"a"}',
      { kind: "removeHost", name: "a" },
      '{"hosts":{"b":{"reference":"x"}},"pools":{"a":["b"]},"target":"a"}',
    ],
    [
      "takes the last host out, over several lines",
      KEPT,
      { kind: "removeHost", name: "b" },
      lines(
        "// Our hosts",
        "{",
        '  "hosts": {',
        "    // in the cellar",
        '    "a": { "reference": "x" } // rack 1',
        "  },",
        '  "pools": { "prod": ["a"], "one": ["a"] },',
        '  "target": "prod"',
        "}",
      ),
    ],
    [
      "takes a pool out, and the target that it was",
      KEPT,
      { kind: "removePool", name: "prod" },
      edited(edited(KEPT, '{ "prod": ["a", "b"], "one"', '{ "one"'), '["a"] },\n  "target": "prod"\n', '["a"] }\n'),
    ],
    ["adds to a pool", KEPT, { kind: "setPool", name: "one", hosts: ["a", "b"] }, edited(KEPT, '["a"]', '["a", "b"]')],
    [
      "reorders a pool",
      KEPT,
      { kind: "setPool", name: "prod", hosts: ["b", "a"] },
      edited(KEPT, '["a", "b"]', '["b", "a"]'),
    ],
    [
      "chooses another target",
      KEPT,
      { kind: "setTarget", name: "a" },
      edited(KEPT, '"target": "prod"', '"target": "a"'),
    ],
    ["chooses none", KEPT, { kind: "setTarget" }, edited(KEPT, '},\n  "target": "prod"\n', "}\n")],
    [
      "renames everywhere",
      KEPT,
      { kind: "renameHost", name: "a", newName: 'the "a"' },
      KEPT.replaceAll('"a"', '"the \\"a\\""'),
    ],
    [
      "renames the target",
      '\uFEFF{"hosts":{"a":{"reference":"x"}},"target":"a"}',
      { kind: "renameHost", name: "a", newName: "__proto__" },
      '\uFEFF{"hosts":{"__proto__":{"reference":"x"}},"target":"__proto__"}',
    ],
    [
      "renames the targets of patterns",
      '{"hosts":{"a":{"reference":"x"}},"targets":{"a/":"a","b/":"p"}}',
      { kind: "renameHost", name: "a", newName: "c" },
      '{"hosts":{"c":{"reference":"x"}},"targets":{"a/":"c","b/":"p"}}',
    ],
    [
      "takes the patterns of a pool out with it",
      '{"hosts":{"a":{"reference":"x"}},"pools":{"p":["a"]},"targets":{"a/":"p","b/":"a","c/":"p","d/":"p"}}',
      { kind: "removePool", name: "p" },
      '{"hosts":{"a":{"reference":"x"}},"pools":{},"targets":{"b/":"a"}}',
    ],
    [
      "takes the target out with its host",
      '{"hosts":{"a":{"reference":"x"},"b":{"reference":"x"}},"pools":{"p":["a",{},"a"]},"target":"a"}',
      { kind: "removeHost", name: "a" },
      '{"hosts":{"b":{"reference":"x"}},"pools":{"p":[{}]}}',
    ],
  ])("%s", (_, before, change, after) => {
    expect(editConfig(before, change)).toEqual({ text: after });
  });

  it.each<[before: string, change: ConfigChange, error: RegExp]>([
    ['{\n  "hosts": {\n', { kind: "setHost", name: "n", host: { reference: "x" } }, /line 3: A "}" is missing/],
    ["[]", { kind: "setHost", name: "n", host: { reference: "x" } }, /must be an object/],
    ['{"hosts": []}', { kind: "setHost", name: "n", host: { reference: "x" } }, /"hosts".* must be an object/],
    ['{"hosts": {}, "hosts": {}}', { kind: "setHost", name: "n", host: { reference: "x" } }, /twice/],
    ["{}", { kind: "setHost", name: "", host: { reference: "x" } }, /name must not be empty/],
    ["{}", { kind: "setHost", name: "n", host: { capabilities: "../x" } }, /outside this file/],
    ["{}", { kind: "setHost", name: "n", host: { uri: "qemu+ssh://u:p@h/system" } }, /password/],
    [KEPT, { kind: "addToHost", name: "prod", host: { reference: "x" } }, /pool "prod" already/],
    [KEPT, { kind: "addToHost", name: "a", host: { capabilities: "../x" } }, /outside this file/],
    [KEPT, { kind: "setHost", name: "prod", host: { reference: "x" } }, /pool "prod" already/],
    [KEPT, { kind: "setPool", name: "a", hosts: ["b"] }, /host "a" already/],
    [KEPT, { kind: "setTarget", name: "c" }, /not a host or pool/],
    [KEPT, { kind: "removeHost", name: "c" }, /no host "c"/],
    [KEPT, { kind: "removePool", name: "a" }, /no pool "a"/],
    [KEPT, { kind: "renameHost", name: "c", newName: "d" }, /no host "c"/],
    [KEPT, { kind: "renameHost", name: "a", newName: "b" }, /host "b" already/],
    [KEPT, { kind: "renameHost", name: "a", newName: "prod" }, /pool "prod" already/],
    [KEPT, { kind: "renameHost", name: "a", newName: "" }, /must not be empty/],
  ])("refuses: %s %j", (before, change, error) => {
    expect(editConfig(before, change)).toEqual({ error: expect.stringMatching(error) });
  });
});

it("an empty file from which nothing can be taken stays empty", () => {
  expect(editConfig("", { kind: "setTarget" })).toEqual({ text: "" });
});
