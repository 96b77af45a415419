import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Driver } from "../driver.js";
import type { Answer } from "../virsh.js";
import { DEFINITIONS, domainOf } from "./definitions.js";

const CORPUS = fileURLToPath(new URL("../../corpus/", import.meta.url));

/**
 * Defines and starts every domain, and writes down how libvirt shows it stopped (`name.xml`) and running
 * (`name.live.xml`), without what differs from run to run.
 *
 * @param release libvirt's, for the folder's name
 * @throws where libvirt refuses a domain or QEMU does not start it
 */
export async function makeCorpus(driver: Driver, release: string): Promise<void> {
  const names = Object.keys(DEFINITIONS);
  for (const [name, definition] of Object.entries(DEFINITIONS)) {
    await writeFile(path.join(driver.folder, `${name}.xml`), domainOf(name, definition));
  }
  const answers = await driver.run(names.flatMap((name) => commandsFor(name, driver.folder)));
  const failures = names.flatMap((name, index) => failureOf(name, answers.slice(index * 6, index * 6 + 4)));
  if (failures.length > 0) throw new Error(failures.join("\n"));
  const folder = path.join(CORPUS, `libvirtd-${release}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [index, name] of names.entries()) {
    const [, inactive, , live] = answers.slice(index * 6, index * 6 + 4);
    await writeFile(path.join(folder, `${name}.xml`), plain(inactive?.output ?? ""));
    await writeFile(path.join(folder, `${name}.live.xml`), plain(live?.output ?? ""));
  }
  console.log(`${2 * names.length} files in ${folder}`);
}

function commandsFor(name: string, folder: string): string[] {
  return [
    `define ${folder}/${name}.xml`,
    `dumpxml --inactive ${name}`,
    `start --paused ${name}`,
    `dumpxml ${name}`,
    `destroy ${name}`,
    `undefine ${name}`,
  ];
}

function failureOf(name: string, answers: readonly Answer[]): string[] {
  const error = answers.find((answer) => answer.error !== undefined)?.error;
  return error === undefined ? [] : [`${name}: ${error}`];
}

/** Without identities, and numbers that count starts. */
function plain(xml: string): string {
  const text = xml.replaceAll(/^ *<uuid>.*<\/uuid>\n/gm, "").replace(/(<domain type='\w+') id='\d+'/, "$1 id='1'");
  return `${text}\n`;
}
