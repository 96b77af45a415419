import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Document } from "../documents/generate.js";
import type { Driver } from "../driver.js";
import type { Answer } from "../virsh.js";

/** What became of a definition. */
export interface Started {
  readonly define: Answer;
  readonly start: Answer;
  /** The domain's XML while it ran; its definition where it did not. */
  readonly live: string;
}

/** Defines each document, starts it without letting it run, looks at it, and puts it away again. */
export async function startAll(driver: Driver, documents: readonly Document[]): Promise<Started[]> {
  for (const { name, xml } of documents) writeFileSync(path.join(driver.folder, `${name}.xml`), xml);
  const commands = documents.flatMap(({ name }) => [
    `define --validate ${name}.xml`,
    `start --paused ${name}`,
    `dumpxml ${name}`,
    // As destroy, which waits a second or two for QEMU to end.
    `qemu-monitor-command ${name} --hmp quit`,
    `undefine ${name}`,
  ]);
  const [, ...answers] = await driver.run([`cd ${driver.folder}`, ...commands]);
  return documents.map((_, index) => {
    const [define, start, dump] = answers.slice(index * 5);
    if (define === undefined || start === undefined || dump === undefined) throw new Error("virsh did not answer");
    return { define, start, live: dump.output.slice(Math.max(0, dump.output.indexOf("<domain"))) };
  });
}
