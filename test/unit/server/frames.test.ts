import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameError, makeFrameCheck } from "../../../server/src/node/frames.js";

const frame = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Why a stream in these parts is none of messages; undefined where it may go on. */
function whyNot(parts: readonly Uint8Array[]): string | undefined {
  const check = makeFrameCheck();
  try {
    for (const part of parts) check(part);
    return undefined;
  } catch (error) {
    if (error instanceof FrameError) return error.message;
    throw error;
  }
}

describe("a stream of messages", () => {
  it.each([
    ["nothing yet", ""],
    ["half a header", "Content-Le"],
    ["half a message", "Content-Length: 10\r\n\r\n{"],
    ["an empty message", frame("")],
    ["several messages", frame("{}") + frame("ä") + frame("\r\n\r\n")],
    ["other fields, in other letters", "content-length:2\r\nX-Other: a: b\r\n\r\n{}"],
    ["the encoding by its two names", `Content-Type: x; charset=utf8\r\n${frame("{}")}`],
    ["the encoding in quotes", `Content-Type: x; charset="UTF-8"\r\n${frame("{}")}`],
    ["a message of 64 MB", `Content-Length: ${64 * 1024 * 1024}\r\n\r\n`],
  ])("goes on: %s", (_, text) => {
    expect(whyNot([Buffer.from(text)])).toBeUndefined();
  });

  it.each([
    ["a length twice", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "content-length twice"],
    ["no length", "\r\n", "no Content-Length"],
    ["a length with more behind it", "Content-Length: 2x\r\n\r\n{}", "no whole number"],
    ["a part of a length", "Content-Length: 1e3\r\n\r\n{}", "no whole number"],
    ["a byte more than 64 MB", `Content-Length: ${64 * 1024 * 1024 + 1}\r\n\r\n`, "longer than 64 MB"],
    ["CR without LF", "Content-Length: 2\rX", "CR and LF"],
    ["a space for a name", " : 2\r\n", "no header"],
    ["a header that does not end", `X: ${"x".repeat(9000)}`, "longer than 8 KB"],
    ["many fields", `${Array.from({ length: 1200 }, (_, n) => `X${n}: 1`).join("\r\n")}\r\n`, "longer than 8 KB"],
    ["UTF-16", `Content-Type: x; charset=utf-16\r\n${frame("{}")}`, "not in UTF-8"],
  ])("ends: %s", (_, text, why) => {
    expect(whyNot([Buffer.from(text)])).toContain(why);
  });

  it("is the same however it is cut", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(frame("{}"), "Content-Length: ", "\r\n", "\n", "9", ":"));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.array(fc.nat(200), { maxLength: 8 }), (texts, cuts) => {
        const bytes = Buffer.from(texts.join(""));
        const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const parts = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(whyNot(parts)).toBe(whyNot([bytes]));
      }),
    );
  });
});
