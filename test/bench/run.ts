/** `npm run bench`: what everything costs on this machine. `-- --smoke` runs each thing a few times only. */
import { readdirSync, statSync } from "node:fs";
import { benchCli } from "./cli.js";
import { benchEngine, benchRules } from "./engine.js";
import { benchFleet } from "./fleet.js";
import { benchGrowth } from "./growth.js";
import { benchLibvirt } from "./libvirt.js";
import { benchPool } from "./pool.js";
import { benchServers } from "./server.js";
import { benchVms } from "./vms.js";
import { benchVmsView } from "./vmsView.js";

function printSizes(): void {
  console.log(`\nBundles${" ".repeat(42)}KB`);
  for (const folder of ["dist/client", "dist/server", "dist/cli", "dist/engine"]) {
    for (const name of readdirSync(folder).filter((file) => /\.c?js$/.test(file))) {
      console.log(
        `${`${folder}/${name}`.padEnd(44)}${(statSync(`${folder}/${name}`).size / 1000).toFixed(0).padStart(7)}`,
      );
    }
  }
}

const SMOKE_HOSTS = 20;
const VMS = 1000;
const SMOKE_VMS = 20;
const isSmoke = process.argv.includes("--smoke");
const budget = isSmoke ? 20 : 2000;
console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
await benchEngine(budget);
await benchLibvirt(budget, isSmoke ? [1, 10] : undefined);
await benchRules(budget);
await benchServers(budget, isSmoke);
await benchPool(budget, isSmoke ? SMOKE_HOSTS : undefined);
await benchCli(budget);
await benchFleet(isSmoke);
await benchVms(budget, isSmoke);
await benchVmsView(budget, isSmoke ? SMOKE_VMS : VMS);
printSizes();
// The one part that is judged, in a full run: all others depend on the machine.
if (!(await benchGrowth(isSmoke)) && !isSmoke) process.exitCode = 1;
