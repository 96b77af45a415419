import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Document } from "./documents/generate.js";
import type { Driver } from "./driver.js";
import type { Answer } from "./virsh.js";

/**
 * Defines each document, and forgets it again.
 *
 * @returns libvirt's answers, in the order of the documents
 */
export async function defineAll(driver: Driver, documents: readonly Document[]): Promise<Answer[]> {
  const folder = path.join(driver.folder, "in");
  await mkdir(folder, { recursive: true });
  const fileOf = ({ name }: Document): string => path.join(folder, `${name}.xml`);
  for (const document of documents) await writeFile(fileOf(document), document.xml);
  const commands = documents.flatMap((document) => [`define ${fileOf(document)}`, `undefine --nvram ${document.name}`]);
  const answers = (await driver.run(commands)).filter((_, index) => index % 2 === 0);
  for (const { output, error } of answers) {
    if (error === undefined && !output.includes(" defined from ")) throw new Error(`no answer to define: ${output}`);
  }
  return answers;
}
