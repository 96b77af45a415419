import type { Command } from "../command.js";
import { baseline } from "./baseline.js";
import { checkStart } from "./checkStart.js";
import { compare } from "./compare.js";
import { cpuModels } from "./cpuModels.js";
import { diff } from "./diff.js";
import { expand } from "./expand.js";
import { explain } from "./explain.js";
import { hosts } from "./hosts.js";
import { lint } from "./lint.js";

/** Every command, in the order of the usage. */
export const COMMANDS: readonly Command[] = [
  lint,
  checkStart,
  compare,
  baseline,
  expand,
  explain,
  diff,
  cpuModels,
  hosts,
];
