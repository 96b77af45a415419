import { expect, it } from "vitest";
import { readLines } from "../../cli/src/fleet/readFleet.js";

/** Cut into pieces of so many bytes, as a pipe may. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesOf(bytes: Uint8Array, size: number, most?: number) {
  const lines: string[] = [];
  for await (const line of readLines(pieces(bytes, size), most)) {
    lines.push(`${line.number} ${"wrong" in line ? line.wrong : line.text}`);
  }
  return lines;
}

it.each([
  ["lines, however they are cut", "one\ntwo\n", ["1 one", "2 two"]],
  ["a last line without an end", "one\ntwo", ["1 one", "2 two"]],
  ["no empty lines, but counts them", "\n \none\n\ntwo", ["3 one", "5 two"]],
  ["characters of several bytes", "é😀\n", ["1 é😀"]],
  ["a byte order mark away", "\ufeffone\n", ["1 one"]],
  ["nothing", "", []],
])("reads %s", async (_, text, lines) => {
  for (const size of [1, 2, 3, 100]) expect(await linesOf(Buffer.from(text), size)).toEqual(lines);
});

it("refuses a line that is too long, and goes on behind it", async () => {
  const bytes = Buffer.from(`one\n${"x".repeat(1000)}\ntwo\n`);
  for (const size of [1, 7, 5000])
    expect(await linesOf(bytes, size, 10)).toEqual(["1 one", "2 it is too long.", "3 two"]);
});

it("refuses bytes that are no text", async () => {
  expect(await linesOf(Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x0a, 0x62]), 2)).toEqual([
    "1 a",
    "2 it is not valid UTF-8.",
    "3 b",
  ]);
});
