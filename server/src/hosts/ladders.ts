import type { ReadData } from "../../../shared/src/catalogue/index.js";
import { type Ladder, loadLadders } from "../../../shared/src/hosts/report/index.js";

/** The ladders of processor generations, read once. */
export function makeLadders(readData: ReadData): () => Promise<readonly Ladder[]> {
  let ladders: Promise<readonly Ladder[]> | undefined;
  return () => {
    ladders ??= loadLadders(readData).catch((error: unknown) => {
      // Asked for again, not failed for good.
      ladders = undefined;
      throw error;
    });
    return ladders;
  };
}
