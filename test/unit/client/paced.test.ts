import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { paced } from "../../../client/src/hosts/paced.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("paced work", () => {
  it("is done at once, then once for all that was asked meanwhile, and not again", async () => {
    const finish: (() => void)[] = [];
    const each = paced(() => new Promise((resolve) => finish.push(resolve)), 100);
    each.run();
    expect(finish).toHaveLength(1);
    for (let times = 0; times < 5; times++) each.run();
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await vi.advanceTimersByTimeAsync(99);
    each.run();
    expect(finish).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(finish).toHaveLength(2);
    finish[1]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(finish).toHaveLength(2);
    each.run();
    expect(finish).toHaveLength(3);
  });

  it("is not done any more once it is disposed of", async () => {
    let done = 0;
    const each = paced(async () => {
      done += 1;
    }, 100);
    each.run();
    await vi.advanceTimersByTimeAsync(1);
    each.run();
    each.dispose();
    await vi.advanceTimersByTimeAsync(1000);
    expect(done).toBe(1);
  });
});
