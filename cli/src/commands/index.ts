import type { Command } from "../command.js";
import { lint } from "./lint.js";

/** Every command, in the order of the usage. */
export const COMMANDS: readonly Command[] = [lint];
