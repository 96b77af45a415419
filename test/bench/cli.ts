import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { measure, printFigures, printHeading } from "./measure.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = path.join(ROOT, "dist/cli/libvirt-cpu.cjs");
const DOCUMENTS = 2_000;

/** The bundled command line as a process of its own: a repository of VMs, with the sample hosts as the target. */
export async function benchCli(budget: number): Promise<void> {
  printHeading("Command line (the bundle, a process of its own)");
  const folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-bench-"));
  try {
    fill(folder);
    const lint =
      (...args: string[]) =>
      () =>
        spawnSync(process.execPath, [PROGRAM, "lint", ...args], { cwd: folder });
    printFigures("lint, one document", await measure(lint("vms/0/0.xml"), budget));
    // One run takes longer than the budget of all others.
    const few = { atLeast: 3, warmUp: 0 };
    printFigures(`lint, ${DOCUMENTS} documents`, await measure(lint("vms"), budget, few));
    printFigures(`lint to JSON, ${DOCUMENTS} documents`, await measure(lint("vms", "--json"), budget, few));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** VMs like the samples and like those that libvirt prints, a hundred in a folder. */
function fill(folder: string): void {
  const sources = [path.join(ROOT, "samples"), path.join(ROOT, "test/corpus/libvirtd-9.0.0")];
  const texts = sources.flatMap((source) =>
    readdirSync(source)
      .filter((name) => name.endsWith(".xml"))
      .map((name) => readFileSync(path.join(source, name), "utf8")),
  );
  for (let index = 0; index < DOCUMENTS; index++) {
    const place = path.join(folder, "vms", `${Math.floor(index / 100)}`);
    mkdirSync(place, { recursive: true });
    const text = texts[index % texts.length] ?? "";
    // Each of its own: nothing is found twice.
    writeFileSync(path.join(place, `${index}.xml`), text.replace(/<name>[^<]*/, `<name>vm${index}`));
  }
  const config = readFileSync(path.join(ROOT, "samples/libvirt-cpu.json"), "utf8").replaceAll('"hosts/', '"h/');
  writeFileSync(path.join(folder, "vms", "libvirt-cpu.json"), config);
  mkdirSync(path.join(folder, "vms", "h"));
  for (const name of readdirSync(path.join(ROOT, "samples/hosts"))) {
    writeFileSync(path.join(folder, "vms/h", name), readFileSync(path.join(ROOT, "samples/hosts", name)));
  }
}
