import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { OPTIONS, type OptionName, readArguments } from "../../cli/src/arguments/given.js";
import { encode, makePositions } from "../../cli/src/files/readBytes.js";
import { UsageError } from "../../cli/src/io.js";
import { plain, plainLine, toJson, wrap } from "../../cli/src/text/text.js";
import { decodeBytes } from "../../shared/src/common/decodeBytes.js";

const text = fc.string({ unit: "binary", maxLength: 40 });
/** Line ends of all kinds, and characters of two units. */
const lines = fc.array(fc.constantFrom("\n", "\r\n", "\r", "a", "🦊", " ")).map((parts) => parts.join(""));

describe("places", () => {
  it("are those of the language server protocol, counted from 1", () => {
    fc.assert(
      fc.property(lines, fc.nat(60), (content, at) => {
        const offset = Math.min(at, content.length);
        // Between CR and LF there is no place of the protocol.
        fc.pre(!(content[offset - 1] === "\r" && content[offset] === "\n"));
        const { line, character } = TextDocument.create("file:///a", "xml", 1, content).positionAt(offset);
        expect(makePositions(content)(offset)).toEqual({ line: line + 1, column: character + 1, offset });
      }),
    );
  });
});

describe("encodings", () => {
  it("what was read is written back byte for byte", () => {
    const encodings = [
      { label: "utf-8", hasMark: false },
      { label: "utf-8", hasMark: true },
      { label: "utf-16le", hasMark: true },
      { label: "utf-16be", hasMark: true },
    ];
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...encodings), (content, encoding) => {
        const bytes = encode(`<cpu/>${content}`, encoding);
        const decoded = decodeBytes(bytes ?? new Uint8Array());
        expect(decoded).toEqual({ text: `<cpu/>${content}`, encoding });
      }),
    );
  });

  it("any bytes are text or an error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeBytes(bytes);
        if ("error" in decoded) expect(decoded.error).toMatch(/^It/);
        else expect(typeof decoded.text).toBe("string");
      }),
    );
  });

  it.each(["utf-7", "x-unknown", "UTF-16", "us-ascii", "koi8-r"])("an ASCII document that says %s is read", (label) => {
    const document = `<?xml version="1.0" encoding="${label}"?><cpu/>`;
    expect(decodeBytes(Buffer.from(document))).toMatchObject({ text: document });
  });

  it("an encoding that nobody knows is told", () => {
    const bytes = Buffer.from(`<?xml version="1.0" encoding="x-unknown"?><a>\u00e4</a>`, "latin1");
    expect(decodeBytes(bytes)).toEqual({ error: "Its encoding x-unknown is not one that can be read." });
  });
});

describe("what a terminal gets", () => {
  const STEERS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
  const OWN_COLOURS = /\p{Cc}\[(?:0|1|2|31|32|33|36)m/gu;

  it("holds nothing that steers it", () => {
    fc.assert(
      fc.property(text, (content) => {
        expect(plain(content)).not.toMatch(STEERS);
        expect(plainLine(content).replaceAll(OWN_COLOURS, "")).not.toMatch(STEERS);
        expect(toJson(content)).not.toMatch(STEERS);
        expect(JSON.parse(toJson(content))).toBe(content);
      }),
    );
  });

  it("is broken between words, and loses none", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 24, max: 80 }), (content, width) => {
        const broken = wrap(content, width);
        expect(broken.join(" ")).toBe(content);
        for (const line of broken) expect(line.length <= width || !line.trim().includes(" ")).toBe(true);
      }),
    );
  });
});

describe("arguments", () => {
  const names = Object.keys(OPTIONS) as OptionName[];
  const argument = fc.oneof(
    fc.constantFrom("--", "-", "--fix", "-h", "--format", "--format=json", "--host", "a.xml", "--__proto__", "-hx"),
    fc.string({ maxLength: 12 }),
  );

  it("of any kind are read or refused", () => {
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 6 }), (args) => {
        try {
          const given = readArguments(args, names);
          expect(given.positionals.every((each) => args.includes(each))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
