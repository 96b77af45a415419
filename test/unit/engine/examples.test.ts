import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { engineApi } from "../../../scripts/engineApi.js";
import * as engine from "../../../shared/src/engine/index.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

const map = engine.loadCpuMap(engine.cpuMapAt(JSON.parse(read("data/cpu-map/x86.json")), "12.8.0"));
const domainCapabilities = read("samples/hosts/node1.domcaps.xml");
const capabilities = read("samples/hosts/node1.caps.xml");
const cpudata = read("samples/hosts/old-xeon.cpudata.xml");
const host = engine.joinHosts([domainCapabilities, capabilities].map((text) => engine.readHost(text, map)));
const given = { map, domainCapabilities, capabilities, cpudata, host, hostCpu: host.cpu, readFileSync: read };

it("every public function says what it takes, answers and throws, with an example", () => {
  const lacking = engineApi().flatMap(({ name, signature, description, params, returns, example, file }) => {
    const takes = signature.slice(signature.indexOf("(") + 1, signature.lastIndexOf("):")) !== "";
    const isWhole = description !== "" && example !== "" && (!takes || params.length > 0 || returns !== "");
    return isWhole ? [] : [`${file}: ${name}`];
  });
  expect(lacking).toEqual([]);
});

it.each(engineApi())("$name does what its example says", async ({ example }) => {
  const [, expression = "", says = ""] = /^(.*) \/\/ (.*)$/.exec(example) ?? [];
  expect(expression).not.toBe("");
  const scope = { ...engine, ...given };
  expect(await runInNewContext(`(async () => ${expression})()`, scope)).toEqual(runInNewContext(says, scope));
});
