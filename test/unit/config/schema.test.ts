import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../shared/src/config/index.js";

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../../data/schema/libvirt-cpu.schema.json", import.meta.url), "utf8"),
);
// Editors know more keywords than the standard.
const accepts = new Ajv({ strict: false }).compile(SCHEMA);

const texts = fc.constantFrom(
  ...[
    "",
    "x",
    "hosts/a.xml",
    "../a.xml",
    "/a.xml",
    "a\\b",
    "C:/a",
    "-x",
    "a\u0000b",
    "x".repeat(101),
    "x".repeat(1001),
  ],
  ...[
    "12.8.0",
    "12",
    "12.8.0.1",
    "kvm",
    "KVM",
    "qemu:///system",
    "qemu+ssh://a:b@c/system",
    "off",
    "loud",
    "ssh",
    "a",
    "p",
  ],
);
const values = fc.oneof({ weight: 6, arbitrary: texts }, fc.constantFrom(null, 1, true, [], {}, ["a"]));
const patterns = fc.constantFrom(
  ...["vms/**", "a b/", "!a", "#a", "\\#a", "./a", "../a", "!../a", "a\\b", "", " ", "/", "!", "x".repeat(201)],
);
const names = fc.constantFrom("a", "b", "p", "", "x".repeat(101), "toString");

/** Objects of chosen keys, now and then with one that nobody knows. */
function objectOf(keys: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.dictionary(fc.constantFrom(...keys, "oops"), value, { maxKeys: 4, noNullPrototype: true });
}

const host = objectOf(
  ["domainCapabilities", "capabilities", "cpudata", "reference", "uri", "via"].concat(
    ...[["arch", "machine", "virtType", "libvirt", "qemu"]],
  ),
  values,
);
const dictionary = (value: fc.Arbitrary<unknown>) => fc.dictionary(names, value, { maxKeys: 3, noNullPrototype: true });
const config = fc.record(
  {
    hosts: fc.oneof({ weight: 5, arbitrary: dictionary(fc.oneof({ weight: 5, arbitrary: host }, values)) }, values),
    pools: fc.oneof(dictionary(fc.oneof(fc.array(values, { maxLength: 4 }), values)), values),
    target: values,
    targets: fc.oneof(fc.dictionary(patterns, values, { maxKeys: 3, noNullPrototype: true }), values),
    exclude: fc.oneof(fc.array(fc.oneof(patterns, values), { maxLength: 4 }), values),
    libvirt: values,
    rules: fc.oneof(dictionary(values), values),
    oops: values,
  },
  { requiredKeys: [], noNullPrototype: true },
);

describe("the schema and the reader", () => {
  it("agree: what only the reader tells, the schema lets pass, and the other way round", () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: config }, values), (value) => {
        const { problems } = parseConfig(JSON.stringify(value));
        // null is no problem to the reader: there is nothing yet.
        if (value === null) return;
        const told = problems.filter(({ inSchema }) => inSchema).map(({ message }) => message);
        if (accepts(value)) expect(told).toEqual([]);
        else expect(problems).not.toEqual([]);
        if (told.length > 0) expect(accepts(value)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"hosts":{"a":{"capabilities":"/etc/passwd"}}}', true],
    ['{"hosts":{"a":{"capabilities":"../a.xml"}}}', undefined],
    ['{"hosts":{"a":{"uri":"qemu+ssh://a:b@c/system"}}}', undefined],
    ['{"hosts":{"a":{"uri":"qemu+ext:///system"}}}', undefined],
    ['{"hosts":{"a":{"uri":"x"}}}', true],
    ['{"hosts":{"a":{}}}', undefined],
    ['{"target":"a"}', undefined],
    ['{"targets":{"vms/**":"a"}}', undefined],
    ['{"targets":{"!vms/**":1}}', true, true],
    ['{"exclude":["#a"]}', true],
    ['{"exclude":["a\\\\b"]}', undefined],
    ['{"exclude":"a"}', true],
    ['{"hosts":{"a":{"virtType":"KVM","uri":"qemu:///system"}}}', true],
    ['{"hosts":{"a":{"reference":"x","via":"ssh"}}}', true],
    ['{"hosts":{"a":{"uri":"qemu+ssh://n/system","via":"scp"}}}', true],
    ['{"hosts":{"a":{"uri":"qemu:///system","via":"ssh"}}}', undefined],
    ['{"pools":{"p":[]}}', true],
    ['{"oops":1}', true],
    ['{"rules":{"xml":"loud"}}', true],
    ['{"target":"a"', true],
  ])("%s", (text, ...inSchema) => {
    expect(parseConfig(text).problems.map((problem) => problem.inSchema)).toEqual(inSchema);
  });
});
