import { describe, expect, it } from "vitest";
import { domainView } from "../../shared/src/domain/index.js";
import { type CpuDefinition, parseCpu, readCpu, readHost } from "../../shared/src/engine/index.js";
import { expandHostModel } from "../../shared/src/rewrites/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { applyEdits } from "../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../support/catalogue.js";
import { readVectorFile, readVectors } from "./vectors.js";

interface Row {
  readonly cpu: string;
  readonly expanded: string;
}

const catalogue = await testCatalogue();

function hostOf(virtType: string) {
  if (catalogue.map === undefined) throw new Error("no map");
  const host = readHost(readVectorFile(`start/domcapabilities-${virtType}.xml`), catalogue.map);
  return { name: `${virtType}.domcaps.xml`, host };
}

/** Mode, model, vendor and layout as they are; features as a set, because libvirt prints them in the map's order. */
function comparable(cpu: CpuDefinition): unknown {
  return { ...cpu, features: new Set(cpu.features.map(({ name, policy }) => `${policy} ${name}`)) };
}

describe.each(["kvm", "qemu"])("the rewrite on a %s host", (virtType) => {
  const host = hostOf(virtType);
  const rows = readVectors<Row>(`start/host-model-${virtType}.jsonl`);
  const follows = ({ cpu }: Row) => cpu.includes("host-model") || cpu.includes("match='minimum'");

  it.each(rows.filter(follows))("gives what libvirt gives $#", ({ cpu, expanded }) => {
    const text = `<domain type='${virtType}'>\n  <vcpu>2</vcpu>\n  ${cpu}\n</domain>\n`;
    const document = parseXml(text);
    const view = domainView(document);
    if (view === undefined) throw new Error("no view");
    const rewritten = expandHostModel({ document, view, catalogue }, host);
    if ("error" in rewritten) throw new Error(rewritten.error);
    const result = domainView(parseXml(applyEdits(text, rewritten.edits)))?.cpu;
    if (result === undefined) throw new Error("the rewrite lost the CPU");
    const got = readCpu(result.element, { type: "guest" }, (error) => {
      throw error;
    });
    expect(comparable(got)).toEqual(comparable(parseCpu(expanded, { type: "guest" })));
  });
});
