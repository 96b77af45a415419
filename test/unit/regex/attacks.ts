import fc from "fast-check";
import type { Pattern } from "./patterns.js";

/** What keeps many patterns busy, whatever they look for. */
const PIECES = [..." a0-.:/<'\"`*\\[(\n\t\u0000", "ab ", "a-", "a.", "\\a", "<!--", "][", "a:a@", "\ud800", "é"];
const ENDS = ["", "\u0001", "!"];

/**
 * Texts on which a pattern may take more than its length: what it matches, with each part of it repeated, and an end that
 * makes it look for another way.
 */
export function* attacksOn({ source, flags }: Pattern, length: number): Generator<string> {
  for (const sample of samplesOf(source, flags)) {
    for (const [start, end] of partsOf(sample)) {
      const pumped = sample.slice(start, end).repeat(Math.ceil(length / (end - start)));
      yield sample.slice(0, start) + pumped + sample.slice(end);
      for (const last of ENDS) yield sample.slice(0, start) + pumped + last;
    }
  }
  for (const piece of PIECES) for (const last of ENDS) yield piece.repeat(Math.ceil(length / piece.length)) + last;
}

const SAMPLES = { numRuns: 3, seed: 1 };
/** Longer samples are mostly repetition already. */
const MAX_SAMPLE = 60;

/** Some that it matches, or nearly; none where nobody can make them. */
function samplesOf(source: string, flags: string): string[] {
  try {
    const matching = fc.stringMatching(new RegExp(simplified(source), flags.replaceAll(/[gy]/g, "")));
    return fc.sample(matching, SAMPLES).map((sample) => sample.slice(0, MAX_SAMPLE));
  } catch {
    return [];
  }
}

/** Large classes take minutes to be gone through, and looking back is not understood: letters do in their place. */
function simplified(source: string): string {
  return source
    .replaceAll(/\(\?<[=!](?:\\.|[^()\\])*\)/g, "")
    .replaceAll(/\[\^(?:\\.|[^\]\\])*\]|\\[pP]\{\w+\}|\\[SWD]/g, (_, at: number) =>
      source.lastIndexOf("[", at) > source.lastIndexOf("]", at) ? "ab" : "[ab]",
    );
}

/** Each place of a text, one character and a few together. */
function partsOf(text: string): [start: number, end: number][] {
  const parts: [number, number][] = [];
  for (const size of [1, 2, 7]) {
    for (let start = 0; start + size <= text.length; start += Math.max(1, Math.floor(text.length / 5))) {
      parts.push([start, start + size]);
    }
  }
  return parts;
}
