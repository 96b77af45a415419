import type { ReadData } from "../../catalogue/index.js";
import type { Ladder, Levels } from "./levelsJson.js";

/** The ladders of data/levels.json. */
export async function loadLadders(readData: ReadData): Promise<readonly Ladder[]> {
  return (JSON.parse(await readData("levels.json")) as Levels).ladders;
}
