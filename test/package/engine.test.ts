import { execFile } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../cli/run.js";
import { type Installed, install } from "./install.js";

const exec = promisify(execFile);
let installed: Installed;
beforeAll(async () => {
  installed = await install();
}, 60_000);
afterAll(() => installed.remove());

/** The program in docs/engine.md, and what it is said to print. */
function documented(): { readonly program: string; readonly prints: string } {
  const page = readFileSync(path.join(root, "docs/engine.md"), "utf8");
  const [, program = "", prints = ""] = /```js\n([\s\S]*?)```[\s\S]*?It prints\n\n```\n([\s\S]*?)```/.exec(page) ?? [];
  return { program, prints };
}

describe("the engine in the package", () => {
  it("does in Node what its page says", async () => {
    const { program, prints } = documented();
    const file = path.join(installed.folder, "example.mjs");
    writeFileSync(file, program);
    const { stdout } = await exec(process.execPath, [file]);
    expect(stdout.trim()).toBe(prints.trim());
    expect(prints).toContain("avx");
  });

  it("loads at most 80 KB, and the reader of CPU maps in XML when one is read", async () => {
    const folder = path.join(installed.folder, "node_modules/libvirt-cpu/dist/engine");
    const loaded = new Set(["index.js"]);
    for (const file of loaded) {
      const text = readFileSync(path.join(folder, file), "utf8");
      for (const [, part = ""] of text.matchAll(/(?:from|import)"([^"]+)"/g))
        loaded.add(path.join(path.dirname(file), part));
    }
    const size = [...loaded].reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
    console.log(`        engine: ${loaded.size} files, ${Math.round(size / 1000)} KB`);
    expect(size).toBeLessThan(80_000);
    const file = path.join(installed.folder, "map.mjs");
    writeFileSync(
      file,
      `import { readCpuMap } from "libvirt-cpu/engine";
       const map = await readCpuMap({ "index.xml": "<cpus><arch name='x86'/></cpus>" });
       console.log(map.arch);`,
    );
    const { stdout } = await exec(process.execPath, [file]);
    expect(stdout.trim()).toBe("x86");
  });

  it("has types", async () => {
    const types = path.join(root, "node_modules/@types");
    const options = {
      strict: true,
      noEmit: true,
      module: "nodenext",
      target: "es2022",
      typeRoots: [types],
      types: ["node"],
    };
    writeFileSync(path.join(installed.folder, "package.json"), '{ "type": "module" }');
    writeFileSync(
      path.join(installed.folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, files: ["a.ts"] }),
    );
    const compile = (program: string) => {
      writeFileSync(path.join(installed.folder, "a.ts"), program);
      return exec(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", installed.folder]).then(
        () => "",
        ({ stdout }: { stdout: string }) => stdout,
      );
    };
    expect(await compile(documented().program)).toBe("");
    expect(await compile(documented().program.replace('type: "host"', 'type: "hots"'))).toMatch(/hots/);
  });

  it("has no script that runs when it is installed", () => {
    const file = path.join(installed.folder, "node_modules/libvirt-cpu/package.json");
    const { scripts = {} } = JSON.parse(readFileSync(file, "utf8")) as { scripts?: Record<string, string> };
    expect(Object.keys(scripts).filter((name) => /install|prepare|prepublish/.test(name))).toEqual([]);
  });
});
