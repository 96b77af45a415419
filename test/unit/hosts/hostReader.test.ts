import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CpuError, readHost } from "../../../shared/src/engine/index.js";
import { makeHostReader } from "../../../shared/src/hosts/facts/hostReader.js";
import { loadMap } from "../../conformance/vectors.js";
import { testCatalogue } from "../../support/catalogue.js";

const map = loadMap();
const ROOT = new URL("../../../", import.meta.url);
const FOLDERS = ["samples/hosts", "data/hosts", "test/conformance/vectors/start"];
const documents = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => name.endsWith(".xml"))
    .map((name): [string, string] => [name, readFileSync(new URL(`${folder}/${name}`, ROOT), "utf8")]),
);
const reader = makeHostReader({
  releases: () => Promise.resolve([{ release: "12.8.0" }]),
  catalogue: ({ arch }) => testCatalogue(arch),
});

async function wrongWith(text: string): Promise<string | undefined> {
  const { wrong } = await reader.read("node1", [{ name: "node1.xml", text }], undefined);
  return wrong[0];
}

function codeOf(text: string): string {
  try {
    readHost(text, map);
    return "read";
  } catch (error) {
    if (error instanceof CpuError) return error.code;
    throw error;
  }
}

describe("reads what libvirt prints", () => {
  it.each(documents)("%s", async (_, text) => {
    expect(await wrongWith(text)).toBeUndefined();
  });

  it.each([
    ...["<cpu><arch>x86_64</arch><model>Has&amp;well</model></cpu>"],
    "\uFEFF<?xml version='1.0'?>\n<cpu><arch>x86_64</arch><model> Haswell </model><!-- c --></cpu>\n",
    "<cpu><arch>x86_64</arch><model><![CDATA[Haswell]]></model></cpu>",
  ])("%j", async (text) => {
    expect(await wrongWith(text)).toBeUndefined();
  });

  it("but nothing that is cut off", () => {
    const [, text] = documents.find(([name]) => name === "old-xeon.cpudata.xml") ?? ["", ""];
    const end = text.trimEnd().length;
    for (let at = 1; at < end; at += 7) expect(codeOf(text.slice(0, at))).toBe("not-well-formed");
  });
});

describe("tells why it refuses", () => {
  const END = "The file may be incomplete. Save it again.";
  it.each([
    ["<capabilities><host>", `it is not well-formed XML: the end of <capabilities> is missing. ${END}`],
    ["<a><b></a>", `it is not well-formed XML: the end of <b> is missing. ${END}`],
    ["<a", "it is not well-formed XML: line 1: This tag has no '>'."],
    ["<cpu>\n<model a=1/></cpu>", "it is not well-formed XML: line 2: A value must be in quotes."],
    ["<cpu>\n\n<model>&bad;</model></cpu>", "it is not well-formed XML: line 3: Unknown reference in XML."],
    ["<cpu>\u0000</cpu>", "it is not well-formed XML: line 1: This character is not allowed here."],
    ["<cpu/>\u0000", "it is not well-formed XML: line 1: Text must be inside the root element."],
    ["<cpu><model>]]></model></cpu>", "it is not well-formed XML: line 1: Text must not contain ']]>'. Use ']]&gt;'."],
    ["<!DOCTYPE cpu><cpu/>", "it is not well-formed XML: line 1: A document type declaration is not allowed here."],
    ["<capabilities/><a/>", /line 1: A document must have only one root element/],
    ["<?xml version='1.0'?>", "it is not well-formed XML: line 1: A document must have exactly one root element."],
    ["<cpu>{% if a < b %}<arch>x86_64</arch>{% endif %}</cpu>", "it is a template."],
    ["<cpu><arch>x86_64</arch><model>{{ model }}</model></cpu>", "it is a template."],
    ["<cpu a='1' a='2'/>", "it is not well-formed XML: line 1: This attribute already exists."],
    ["<a/>", /^it does not describe a host/],
    ["x<capabilities/>", /^it does not describe a host/],
    ["<capabilities/>", "<capabilities> describes no host CPU."],
    ["", "it is empty."],
  ])("%j", async (text, reason) => {
    expect(await wrongWith(text)).toEqual(typeof reason === "string" ? reason : expect.stringMatching(reason));
  });
});
