import type { Driver } from "../driver.js";
export async function makeCorpus(_driver: Driver): Promise<void> {}
