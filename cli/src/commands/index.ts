import type { CliCommand } from "../command.js";
import { baseline } from "./baseline.js";
import { cat } from "./cat.js";
import { checkStartCommand } from "./checkStart.js";
import { collect } from "./collect.js";
import { compare } from "./compare.js";
import { cpuModels } from "./cpuModels.js";
import { define } from "./define.js";
import { diff } from "./diff.js";
import { drift } from "./drift.js";
import { expand } from "./expand.js";
import { explain } from "./explain.js";
import { hosts } from "./hosts.js";
import { lint } from "./lint.js";
import { listCommand } from "./list.js";

/** Every command, in the order of the usage. */
export const COMMANDS: readonly CliCommand[] = [
  lint,
  checkStartCommand,
  compare,
  baseline,
  expand,
  explain,
  diff,
  cpuModels,
  hosts,
  listCommand,
  cat,
  drift,
  define,
  collect,
];
