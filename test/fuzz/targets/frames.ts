import { FrameError, makeFrameCheck } from "../../../server/src/node/frames.js";
import type { Dice } from "../../libvirt/documents/dice.js";
import { holds } from "./fail.js";

/** A stream of messages is passed on, or refused with a reason; the same however it is cut. */
export function fuzzFrames(text: string, dice: Dice): void {
  const bytes = Buffer.from(text);
  const whole = whyNot([bytes]);
  holds(whole !== "", () => "it is refused without a reason");
  const cut = dice.below(bytes.length + 1);
  const cutAgain = cut + dice.below(bytes.length - cut + 1);
  const parts = [bytes.subarray(0, cut), bytes.subarray(cut, cutAgain), bytes.subarray(cutAgain)];
  const inParts = whyNot(parts);
  holds(inParts === whole, () => `cut at ${cut} and ${cutAgain} it is “${inParts}”, whole “${whole}”`);
  const behind = whyNot([bytes, Buffer.from('{"jsonrpc":"2.0"}\r\n\r\n')]);
  holds(whole === undefined || behind === whole, () => "what comes behind a broken header is read");
}

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
