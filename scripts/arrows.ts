/** Part of `npm run lint`: which folder imports which, against the table in style/arrows.ts. Exits 1 where an import is forbidden. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { forbiddenImports } from "./style/arrows.js";

const ROOT = path.join(import.meta.dirname, "..");

for (const folder of ["shared/src", "server/src", "client/src", "virsh/src", "cli/src"]) {
  for (const file of readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const name = path.posix.join(folder, file.replaceAll(path.sep, "/"));
    for (const sentence of forbiddenImports({ name, text: readFileSync(path.join(ROOT, name), "utf8") })) {
      console.error(sentence);
      process.exitCode = 1;
    }
  }
}
