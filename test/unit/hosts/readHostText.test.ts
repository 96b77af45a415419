import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CpuError, type Host, readHost } from "../../../shared/src/engine/index.js";
import { readHostText } from "../../../shared/src/hosts/facts/readHostText.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();
const ROOT = new URL("../../../", import.meta.url);
const FOLDERS = ["samples/hosts", "data/hosts", "test/conformance/vectors/start"];
const documents = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => name.endsWith(".xml"))
    .map((name): [string, string] => [name, readFileSync(new URL(`${folder}/${name}`, ROOT), "utf8")]),
);

/** What a reader makes of a text: a host, or why not. */
function answer(read: (text: string, cpuMap: typeof map) => Host, text: string) {
  try {
    return read(text, map);
  } catch (error) {
    if (error instanceof CpuError) return error.code;
    throw error;
  }
}

describe("reads as the engine's reader does", () => {
  it.each(documents)("%s", (_, text) => {
    expect(answer(readHostText, text)).toEqual(readHost(text, map));
  });

  it.each([
    ...["", "x", "<a/>", "<a", "<a><b></a>", "<capabilities/>", "<capabilities/>x", "x<capabilities/>", "<a/><b/>"],
    "<!DOCTYPE a><capabilities/>",
    "<cpu><arch>x86_64</arch><model>Has&amp;well</model></cpu>",
    "<cpu><arch>x86_64</arch><model>&bad;</model></cpu>",
    "\uFEFF<?xml version='1.0'?>\n<cpu><arch>x86_64</arch><model> Haswell </model><!-- c --></cpu>\n",
    "<cpu><arch>x86_64</arch><model><![CDATA[Haswell]]></model></cpu>",
    "<cpu><arch>x86_64</arch><model>Haswell</model></cpu>\u0000",
    "<cpu><arch>x86_64</arch><model>]]></model></cpu>",
    "<cpu a='1' a='2'><arch>x86_64</arch><model>Haswell</model></cpu>",
  ])("%j", (text) => {
    expect(answer(readHostText, text)).toEqual(answer(readHost, text));
  });

  it("at every place where a document may be cut off", () => {
    const [, text] = documents.find(([name]) => name === "old-xeon.cpudata.xml") ?? ["", ""];
    for (let end = 0; end < text.length; end += 7) {
      const cut = text.slice(0, end);
      expect(answer(readHostText, cut)).toEqual(answer(readHost, cut));
    }
  });
});

describe("tells why it refuses", () => {
  it.each([
    ["<capabilities><host>", "the end of <capabilities> is missing"],
    ["<cpu>\n<model a=1/></cpu>", "line 2: A value must stand in quotes"],
    ["<cpu>\n\n<model>a & b</model></cpu>", "line 3: An '&' must begin a reference; write '&amp;' for the character"],
    ["<cpu>\u0000</cpu>", "a character is not allowed in XML"],
    ["<cpu><model>]]></model></cpu>", "']]>' stands in text"],
    ["<!DOCTYPE cpu><cpu/>", "a document type declaration is not read"],
    ["<?xml version='1.0'?>", "a document has exactly one root element"],
  ])("%j", (text, reason) => {
    expect(() => readHostText(text, map)).toThrow(`not well-formed: ${reason}`);
  });
});
