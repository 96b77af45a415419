import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConfigChange, editConfig } from "../../../shared/src/config/editConfig.js";
import { type Config, type HostConfig, parseConfig, TokenKind, tokensFrom } from "../../../shared/src/config/index.js";

const names = ["a", "b", "node 3", "__proto__", 'quo"ted', "ü/\\"];
const poolNames = ["p", "q", "constructor"];
const name = fc.constantFrom(...names);

const host: fc.Arbitrary<HostConfig> = fc.record(
  {
    reference: fc.constantFrom("x", "y"),
    uri: fc.constantFrom("qemu:///system", "qemu+ssh://n/system"),
    machine: fc.constantFrom("q35", "pc"),
    libvirt: fc.constant("9.0.0"),
  },
  { requiredKeys: ["reference"], noNullPrototype: true },
);

interface Model {
  readonly hosts: Map<string, HostConfig>;
  readonly pools: Map<string, string[]>;
  readonly target: string | undefined;
}

const model: fc.Arbitrary<Model> = fc
  .record({
    hosts: fc.uniqueArray(fc.tuple(name, host), { selector: ([key]) => key, maxLength: 4 }),
    pools: fc.uniqueArray(fc.tuple(fc.constantFrom(...poolNames), fc.nat(15)), { selector: ([key]) => key }),
    target: fc.nat(6),
  })
  .map(({ hosts, pools, target }) => {
    const known = hosts.map(([key]) => key);
    const members = pools.map(([key, bits]): [string, string[]] => [key, known.filter((_, at) => (bits >> at) & 1)]);
    return { hosts: new Map(hosts), pools: new Map(members), target: [...known, ...pools.map(([key]) => key)][target] };
  });

const change: fc.Arbitrary<ConfigChange> = fc.oneof(
  fc.record({ kind: fc.constant("setHost" as const), name, host }),
  fc.record({ kind: fc.constant("addToHost" as const), name, host }),
  fc.record({ kind: fc.constant("removeHost" as const), name }),
  fc.record({ kind: fc.constant("renameHost" as const), name, newName: name }),
  fc.record({
    kind: fc.constant("setPool" as const),
    name: fc.constantFrom(...poolNames),
    hosts: fc.uniqueArray(name, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("removePool" as const), name: fc.constantFrom(...poolNames) }),
  fc.record(
    { kind: fc.constant("setTarget" as const), name: fc.constantFrom(...names, ...poolNames) },
    { requiredKeys: ["kind"] },
  ),
);

/** An object's JSON, whatever its keys are called. */
function object(entries: Iterable<readonly [string, string]>): string {
  return `{${Array.from(entries, ([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
}

function print({ hosts, pools, target }: Model): string {
  return object([
    ["hosts", object([...hosts].map(([key, value]) => [key, JSON.stringify(value)]))],
    ["pools", object([...pools].map(([key, value]) => [key, JSON.stringify(value)]))],
    ...(target === undefined ? [] : [["target", JSON.stringify(target)] as const]),
    ["rules", '{"xml":"off"}'],
  ]);
}

const trivia = fc.constantFrom("", "", " ", "\n", "\r\n", "\n  ", "// one, } two\n", "/* {, */", "/* a\n b */\n", "\t");

/** The same with anything between its tokens, and trailing commas. */
const laidOut = fc
  .tuple(model, fc.infiniteStream(trivia), fc.infiniteStream(fc.nat(3)))
  .map(([kept, between, dice]): [Model, string] => {
    const text = print(kept);
    let out = "";
    let last = 0;
    for (const { start, end, kind } of tokensFrom(text, 0)) {
      const closes = kind === TokenKind.closeBrace || kind === TokenKind.closeBracket;
      const comma = closes && last !== TokenKind.openBrace && last !== TokenKind.openBracket && dice.next().value === 0;
      out += `${between.next().value}${comma ? "," : ""}${between.next().value}${text.slice(start, end)}`;
      last = kind;
    }
    return [kept, out];
  });

function lacking<T>(map: ReadonlyMap<string, T>, key: string): Map<string, T> {
  return new Map([...map].filter(([each]) => each !== key));
}

/** What a change makes of what a configuration says; undefined where it cannot be made. */
function expected({ hosts, pools, target }: Model, { kind, ...wanted }: ConfigChange): Model | undefined {
  const named = "name" in wanted && wanted.name !== undefined ? wanted.name : "";
  const change = { kind, ...wanted } as ConfigChange;
  const without = (key: string) =>
    new Map([...pools].map(([pool, list]) => [pool, list.filter((each) => each !== key)]));
  switch (change.kind) {
    case "setHost":
      return { hosts: new Map([...hosts, [named, change.host]]), pools, target };
    case "addToHost":
      return { hosts: new Map([...hosts, [named, { ...hosts.get(named), ...change.host }]]), pools, target };
    case "removeHost":
      if (!hosts.has(named)) return undefined;
      return { hosts: lacking(hosts, named), pools: without(named), target: target === named ? undefined : target };
    case "renameHost": {
      const { newName } = change;
      if (!hosts.has(named) || (newName !== named && hosts.has(newName))) return undefined;
      const swap = (each: string) => (each === named ? newName : each);
      return {
        hosts: new Map([...hosts].map(([key, value]) => [swap(key), value])),
        pools: new Map([...pools].map(([pool, list]) => [pool, list.map(swap)])),
        target: target === undefined ? undefined : swap(target),
      };
    }
    case "setPool":
      return { hosts, pools: new Map([...pools, [named, [...change.hosts]]]), target };
    case "removePool":
      if (!pools.has(named)) return undefined;
      return { hosts, pools: lacking(pools, named), target: target === named ? undefined : target };
    case "setTarget":
      if (change.name !== undefined && !hosts.has(change.name) && !pools.has(change.name)) return undefined;
      return { hosts, pools, target: change.name };
  }
}

function modelOf({ hosts, pools, target }: Config): Model {
  return { hosts: new Map(hosts), pools: new Map([...pools].map(([key, list]) => [key, [...list]])), target };
}

describe("parseConfig", () => {
  const isInside = (text: string) => {
    for (const { start, end } of parseConfig(text).problems) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  };

  it("never throws, and marks what is in the text", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), isInside));
  });

  it("neither for damaged configurations", () => {
    const damaged = fc.tuple(
      laidOut,
      fc.nat(),
      fc.nat(8),
      fc.constantFrom("", '"', "{", "]", ",", "\\", "\uFEFF", "//", "/*"),
    );
    fc.assert(
      fc.property(damaged, ([[, text], at, length, put]) => {
        const start = at % (text.length + 1);
        isInside(text.slice(0, start) + put + text.slice(start + length));
      }),
    );
  });

  it("reads any layout alike", () => {
    fc.assert(
      fc.property(laidOut, ([kept, text]) => {
        expect(modelOf(parseConfig(text).config)).toEqual(kept);
      }),
    );
  });
});

describe("editConfig", () => {
  it("makes a text that says the change, and all else as before", () => {
    fc.assert(
      fc.property(laidOut, change, ([kept, text], wanted) => {
        const after = expected(kept, wanted);
        const edited = editConfig(text, wanted);
        if (after === undefined) {
          expect(edited).toHaveProperty("error");
          return;
        }
        const { config } = parseConfig("text" in edited ? edited.text : "");
        expect(modelOf(config)).toEqual(after);
        expect(
          "text" in edited ? parseConfig(edited.text).problems.filter(({ severity }) => severity === "error") : [],
        ).toEqual([]);
        expect([...config.rules]).toEqual([["xml", "off"]]);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws, whatever the text is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), change, (text, wanted) => {
        const edited = editConfig(text, wanted);
        // What had nothing to change stays as it is, an empty file too.
        if ("text" in edited && edited.text !== text)
          expect(parseConfig(edited.text).problems.filter(({ severity }) => severity === "error")).toEqual([]);
      }),
    );
  });
});
