import { readFile } from "node:fs/promises";
import { type Catalogue, loadCatalogue, loadReleases } from "../../../shared/src/catalogue/index.js";
import { makeHostReader, type ReadHost } from "../../../shared/src/hosts/facts/hostReader.js";
import type { Driver } from "../driver.js";
import type { LiveHost } from "./definitions.js";

const readData = (path: string) => readFile(new URL(`../../../data/${path}`, import.meta.url), "utf8");

/** Facts about a host as the server reads them: the same reader, the same maps. */
export const hostReader = makeHostReader({
  releases: () => loadReleases(readData),
  catalogue: (options): Promise<Catalogue> => loadCatalogue(readData, options),
});

/** The documents that virsh prints about this machine, for each domain type: what adding a host asks for. */
export async function askLiveHosts(driver: Driver, types: readonly string[], release: string): Promise<LiveHost[]> {
  const asked = types.map((type) => `domcapabilities --machine q35 --virttype ${type}`);
  const [capabilities, ...answers] = await driver.run(["capabilities", ...asked]);
  const hosts: LiveHost[] = [];
  for (const [index, virtType] of types.entries()) {
    const documents = [documentIn(answers[index]?.output), documentIn(capabilities?.output)];
    const read = await readDocuments(documents, release);
    if (read.host === undefined) throw new Error(`the host was not read: ${read.problems.join(" ")}`);
    hosts.push({ virtType, documents, poolHost: read.host });
  }
  return hosts;
}

export function readDocuments(documents: readonly string[], release: string): Promise<ReadHost> {
  return hostReader.read(
    "here",
    documents.map((text) => ({ name: "virsh", text })),
    release,
  );
}

/** virsh repeats what was typed before the document. */
export function documentIn(output = ""): string {
  return output.slice(Math.max(0, output.search(/<(capabilities|domainCapabilities)>/)));
}
