import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../shared/src/config/index.js";
import { makeFolderStore, makeHostReader, makeReferences } from "../../../shared/src/hosts/facts/index.js";
import type { HostFile } from "../../../shared/src/messages.js";
import { testCatalogue } from "../../support/catalogue.js";

const data = new URL("../../../data/", import.meta.url);

/** A map with one model and one feature that no release has. */
const MAP: Readonly<Record<string, string>> = {
  "index.xml":
    "<cpus><arch name='x86'><include filename='x86_features.xml'/><group name='g'><include filename='x86_New.xml'/></group></arch></cpus>",
  "x86_features.xml": "<cpus><feature name='brand-new'><cpuid eax_in='0x07' ebx='0x1'/></feature></cpus>",
  "x86_New.xml":
    "<cpus><model name='New-Model'><decode host='on' guest='on'/><feature name='brand-new'/></model></cpus>",
};

const CAPABILITIES =
  "<capabilities><host><cpu><arch>x86_64</arch><model>New-Model</model><feature name='brand-new'/></cpu></host></capabilities>";

/** What is known of a host of these files, with `cpuMap` or without. */
async function factsOf(files: Readonly<Record<string, string>>, cpuMap: string | undefined = "maps/n1") {
  const asked: string[] = [];
  const all: Readonly<Record<string, string>> = { "file:///w/n1.xml": CAPABILITIES, ...files };
  const readHostFile = async (uri: string): Promise<HostFile> => {
    asked.push(uri);
    const text = all[uri];
    return text === undefined ? { error: "missing" } : { text, modified: 0 };
  };
  const host = { capabilities: "n1.xml", ...(cpuMap === undefined ? {} : { cpuMap }) };
  const { config } = parseConfig(JSON.stringify({ hosts: { n1: host, n2: host } }), { rules: [] });
  const book = makeFolderStore(
    "file:///w",
    config,
    {
      readHostFile,
      liveFacts: async () => null,
      references: makeReferences(async (path) => readFileSync(new URL(path, data), "utf8")),
      reader: makeHostReader({
        releases: () => Promise.resolve([{ release: "12.8.0" }]),
        catalogue: ({ arch }) => testCatalogue(arch),
      }),
      notAsked: () => "",
    },
    () => {},
  );
  await book.settled();
  return { book, asked, facts: book.factsOf("n1"), other: book.factsOf("n2") };
}

const inFolder = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`file:///w/maps/n1/${name}`, text]));

describe("a host's own CPU map", () => {
  it("is what the host is judged by", async () => {
    const { facts, other } = await factsOf(inFolder(MAP));
    expect(facts?.problems).toEqual([]);
    expect([...(facts?.host?.map.modelByName.keys() ?? [])]).toEqual(["New-Model"]);
    expect(facts?.host?.host.unknownFeatures).toEqual([]);
    // Two hosts of one map share it.
    expect(other?.host?.map).toBe(facts?.host?.map);
  });

  it("is not asked for without its name", async () => {
    const { facts, asked } = await factsOf(inFolder(MAP), "");
    expect(facts?.host?.map.modelByName.has("Haswell")).toBe(true);
    expect(facts?.host?.host.unknownFeatures).toEqual(["brand-new"]);
    expect(new Set(asked)).toEqual(new Set(["file:///w/n1.xml"]));
  });

  it("is read again when one of its files changes", async () => {
    const { book, asked } = await factsOf(inFolder(MAP));
    asked.length = 0;
    book.reread(["file:///w/maps/n1/x86_New.xml"]);
    await book.settled();
    expect(asked).toContain("file:///w/maps/n1/index.xml");
  });

  it.each<readonly [string, Readonly<Record<string, string>>, string | RegExp]>([
    ["missing", {}, "maps/n1: index.xml: the file does not exist. The built-in map is used."],
    [
      "half copied",
      { "index.xml": MAP["index.xml"] ?? "" },
      /^maps\/n1: x86_\w+\.xml: the file does not exist\. The built-in map is used\.$/,
    ],
    ["no map", { ...MAP, "index.xml": "<cpus/>" }, /index\.xml has no architecture x86\. The built-in map is used\.$/],
    ["cut off", { ...MAP, "x86_New.xml": "<cpus><model" }, /not well-formed.* The built-in map is used\.$/],
    [
      "one that leads elsewhere",
      { ...MAP, "index.xml": "<cpus><arch name='x86'><include filename='../../secret.xml'/></arch></cpus>" },
      /is no file of the folder\. The built-in map is used\.$/,
    ],
    [
      "one that grows",
      { ...MAP, "x86_New.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><cpus/>" },
      /The built-in map is used\.$/,
    ],
    [
      "one of a later libvirt, with facts that are not known here",
      { ...MAP, "x86_New.xml": "<cpus><model name='a'><quantum/></model></cpus>" },
      /quantum.* The built-in map is used\.$/,
    ],
    [
      "endless",
      {
        ...MAP,
        "index.xml": `<cpus><arch name='x86'>${"<include filename='x86_New.xml'/>".repeat(2001)}</arch></cpus>`,
      },
      /more than 2000 files\. The built-in map is used\.$/,
    ],
  ])("%s: the built-in one answers", async (_, files, problem) => {
    const { facts } = await factsOf(inFolder(files));
    expect(facts?.problems).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
    expect([...(facts?.wrongFiles.keys() ?? [])]).toEqual(["maps/n1"]);
    expect(facts?.host?.map.modelByName.has("Haswell")).toBe(true);
  });
});
