import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { cpuListRules, sizeRules } from "../../../shared/src/rules/sizeReports.js";
import { numaRules } from "../../../shared/src/rules/table.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { withExample } from "../../support/ruleExamples.js";
import { findingsIn, fixed, fixesOf, inDomain, marked, rulesIn } from "./check.js";

const guest = (vcpus: number, inside: string, rest = "") =>
  `<domain type='kvm'><vcpu>${vcpus}</vcpu>${rest}<cpu mode='host-model'>${inside}</cpu></domain>`;
const cell = (attributes: string, inside = "") => `<cell ${attributes}>${inside}</cell>`;
const numa = (...cells: readonly string[]) => `<numa>${cells.join("")}</numa>`;
const one = (inside: string) => guest(2, numa(cell("id='0' cpus='0-1' memory='1'", inside)));

function libvirtOf(text: string): (string | undefined)[] {
  return findingsIn(text).map(({ libvirt }) => libvirt);
}

describe("a cell's attributes", () => {
  it.each([
    [
      "id='x' memory='1'",
      "XML error: Invalid value for attribute 'id' in element 'cell': 'x'. Expected non-negative integer value",
    ],
    [
      "memory='1' memAccess='default'",
      "XML error: Invalid value for attribute 'memAccess' in element 'cell': 'default'.",
    ],
    ["memory='1' discard='on'", "XML error: Invalid value for attribute 'discard' in element 'cell': 'on'."],
    ["memory='abc'", "XML error: Invalid value 'abc' for element or attribute './@memory'"],
    ["memory='1' unit='XB'", "invalid argument: unknown suffix 'XB'"],
    ["memory='18446744073709551615'", "numerical overflow: value too large: 18446744073709551615"],
    [
      "memory='18446744073709551616'",
      "XML error: Invalid value '18446744073709551616' for element or attribute './@memory'",
    ],
    ["unit='GiB'", "XML error: missing element or attribute './@memory'"],
    ["memory='1' cpus=''", "invalid argument: Failed to parse bitmap ''"],
  ])("%s", (attributes, libvirt) => {
    expect(libvirtOf(guest(2, numa(cell(attributes))))).toContain(libvirt);
  });
});

describe("a cell's children", () => {
  const size = "<size value='10' unit='KiB'/>";
  const line = "<line value='8' unit='B'/>";
  it.each([
    ["<distances><sibling value='20'/></distances>", ["attribute-missing"]],
    ["<distances><sibling id='0'/></distances>", ["attribute-missing"]],
    ["<distances><sibling id='0' value='x'/></distances>", ["attribute-value"]],
    ["<distances><sibling id='0' value='11'/></distances>", ["numa-distance"]],
    ["<distances/><distances><sibling id='0' value='10'/></distances>", ["numa-distances-empty"]],
    [`<cache level='0' associativity='full' policy='none'>${size}${line}</cache>`, ["attribute-value"]],
    [`<cache level='1' associativity='set' policy='none'>${size}${line}</cache>`, ["attribute-value"]],
    [`<cache level='1' associativity='full'>${size}${line}</cache>`, ["attribute-missing"]],
    [`<cache level='1' associativity='full' policy='none'>${size}</cache>`, ["memory-size"]],
  ])("%s", (inside, rules) => {
    const errors = findingsIn(one(inside)).filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule }) => rule)).toEqual(rules);
  });
});

describe("links", () => {
  const two = [cell("id='0' cpus='0' memory='1'"), cell("id='1' cpus='1' memory='1'")];
  const links = (...inside: readonly string[]) =>
    guest(2, numa(...two, `<interconnects>${inside.join("")}</interconnects>`));
  const latency = (from: number, to: number, more = "type='access' value='5'") =>
    `<latency initiator='${from}' target='${to}' ${more}/>`;
  it.each([
    ["one way", [latency(0, 1)], []],
    ["both ways", [latency(0, 1), latency(1, 0)], ["XML error: Link already defined"]],
    ["another kind of access", [latency(0, 1), latency(0, 1, "type='read' value='5'")], []],
    [
      "no kind of access",
      [latency(0, 1, "value='5'")],
      ["XML error: Missing required attribute 'type' in element 'latency'"],
    ],
    [
      "an unknown kind of access",
      [latency(0, 1, "type='none' value='5'")],
      ["XML error: Invalid value for attribute 'type' in element 'latency': 'none'."],
    ],
    [
      "a bandwidth without a value",
      ["<bandwidth initiator='0' target='1' type='access'/>"],
      ["XML error: missing element or attribute './@value'"],
    ],
    ["other elements do not count", ["<throughput/>"], []],
  ])("%s", (_, inside, libvirt) => {
    expect(libvirtOf(links(...inside)).filter((message) => message !== undefined)).toEqual(libvirt);
  });
});

describe("the vCPUs of cells", () => {
  it.each([
    ["one cell without a list has all", numa(cell("memory='1'")), "hint"],
    ["one cell with too short a list", numa(cell("cpus='0' memory='1'")), "warning"],
  ])("%s", (_, inside, severity) => {
    const findings = findingsIn(guest(2, inside)).filter(({ rule }) => rule === "numa-cpus-missing");
    expect(findings.map((finding) => finding.severity)).toEqual([severity]);
  });

  it("overlap is told of the later cell, and leads to the other", () => {
    const text = guest(4, numa(cell("cpus='2-3' memory='1'"), cell("cpus='0-2' memory='1'")));
    const [finding] = findingsIn(text).filter(({ rule }) => rule === "numa-cells-overlap");
    expect(marked(text, "numa-cells-overlap")).toEqual(["0-2"]);
    expect(finding?.related.map(({ start, end }) => text.slice(start, end))).toEqual(["<cell cpus='2-3' memory='1'>"]);
  });

  it.each([
    ["threads apart", "sockets='1' cores='2' threads='2'", "0,2", "1,3", 1],
    ["sockets halved", "sockets='2' cores='2' threads='1'", "0,2", "1,3", 1],
    ["one socket halved", "sockets='1' cores='4' threads='1'", "0-1", "2-3", 0],
    ["a socket each", "sockets='2' cores='2' threads='1'", "2-3", "0-1", 0],
  ])("%s", (_, topology, first, second, count) => {
    const cells = numa(cell(`cpus='${first}' memory='1'`), cell(`cpus='${second}' memory='1'`));
    expect(marked(guest(4, `<topology ${topology}/>${cells}`), "numa-splits-socket")).toHaveLength(count);
  });
});

describe("fixes", () => {
  const cpusOf = (text: string) => [...text.matchAll(/cpus='([^']*)'/g)].map(([, cpus]) => cpus);
  it.each([
    ["even", 8, "", ["0-3", "0-3"], ["0-3", "4-7"]],
    ["odd", 5, "", ["0-4", "0-4"], ["0-1", "2-4"]],
    ["whole sockets", 6, "<topology sockets='3' cores='2' threads='1'/>", ["0-5", "0-5"], ["0-1", "2-5"]],
    ["whole cores", 6, "<topology sockets='1' cores='3' threads='2'/>", ["0-5", "0-5"], ["0-1", "2-5"]],
    [
      "a topology of another size does not count",
      4,
      "<topology sockets='1' cores='3' threads='2'/>",
      ["0-3", "0-3"],
      ["0-1", "2-3"],
    ],
  ])("vCPUs are distributed: %s", (_, vcpus, topology, before, after) => {
    const cells = numa(...before.map((cpus) => cell(`cpus='${cpus}' memory='1'`)));
    expect(cpusOf(fixed(guest(vcpus, topology + cells), "numa-cells-overlap"))).toEqual(after);
  });

  it("cells that have memory only stay so", () => {
    const cells = numa(cell("cpus='0-3' memory='1'"), cell("memory='1'"), cell("cpus='0-3' memory='1'"));
    expect(cpusOf(fixed(guest(4, cells), "numa-cells-overlap"))).toEqual(["0-1", "2-3"]);
  });

  it("fewer vCPUs than cells are not distributed", () => {
    const cells = numa(cell("cpus='0' memory='1'"), cell("cpus='0' memory='1'"));
    const titles = fixesOf(guest(1, cells), "numa-cells-overlap").map(({ title }) => title);
    expect(titles).toEqual(["Remove this <cell>"]);
  });

  it("what refers to cells follows their new numbers", () => {
    const distances = (id: number) => `<distances><sibling id='${id}' value='21'/></distances>`;
    const text = (a: number, b: number) =>
      guest(
        2,
        numa(
          cell(`id='${a}' cpus='0' memory='1'`, distances(b)),
          cell(`id='${b}' cpus='1' memory='1'`),
          `<interconnects><latency initiator='${a}' target='${b}' type='access' value='5'/></interconnects>`,
        ),
        `<numatune><memnode cellid='${b}' mode='strict' nodeset='0'/></numatune>`,
      );
    expect(fixed(text(1, 2), "numa-cell-id")).toBe(text(0, 1));
  });

  it.each([
    ["numa-cpus-missing", guest(2, numa(cell("cpus='0' memory='1'"))), guest(2, numa(cell("cpus='0-1' memory='1'")))],
    [
      "attribute-value",
      guest(2, numa(cell("id='a' cpus='0-1' memory='1'"))),
      guest(2, numa(cell("id='0' cpus='0-1' memory='1'"))),
    ],
    [
      "attribute-value",
      guest(2, numa(cell("cpus='0-1' memory='1' discard='true'"))),
      guest(2, numa(cell("cpus='0-1' memory='1' discard='yes'"))),
    ],
    [
      "memory-size",
      guest(2, numa(cell("cpus='0' memory='-5'"), cell("cpus='1' memory='2'")), "<memory unit='MiB'>64</memory>"),
      guest(
        2,
        numa(cell("cpus='0' memory='32' unit='MiB'"), cell("cpus='1' memory='2'")),
        "<memory unit='MiB'>64</memory>",
      ),
    ],
    [
      "numa-distance",
      one("<distances><sibling id='0' value='20'/></distances>"),
      one("<distances><sibling id='0' value='10'/></distances>"),
    ],
    [
      "attribute-missing",
      one("<distances><sibling id='0'/></distances>"),
      one("<distances><sibling id='0' value='10'/></distances>"),
    ],
    ["numa-sibling-id", one("<distances><sibling id='3' value='20'/></distances>"), one("")],
    ["cpu-list", guest(2, numa(cell("cpus='0 1' memory='1'"))), guest(2, numa(cell("cpus='0,1' memory='1'")))],
  ])("%s: %s", (rule, before, after) => {
    expect(fixed(before, rule)).toBe(after);
  });

  it.each([...numaRules, ...cpuListRules, ...sizeRules].map(withExample))(
    "the preferred fix of $id leaves no new error",
    (rule) => {
      const text = inDomain(rule.example);
      const before = rulesIn(text);
      const preferred = fixesOf(text, rule.id).filter((fix) => fix.preferred);
      expect(preferred).toHaveLength(1);
      for (const { edits } of preferred) {
        const after = findingsIn(applyEdits(text, edits)).filter(({ severity }) => severity === "error");
        expect(after.filter((finding) => !before.includes(finding.rule))).toEqual([]);
      }
    },
  );
});

describe("memory that can be plugged in", () => {
  const text =
    "<domain type='kvm'>\n  <maxMemory slots='2' unit='GiB'>8</maxMemory>\n  <memory unit='GiB'>4</memory>\n  <vcpu>2</vcpu>\n  <cpu mode='host-model'/>\n</domain>";

  it.each([
    ["9.0.0", "error"],
    ["12.8.0", "hint"],
  ])("without a cell, in %s: %s", async (release, severity) => {
    const catalogue = await testCatalogue("x86_64", release);
    const found = checkDocument({ document: parseXml(text), catalogue });
    const findings = found.filter(({ rule }) => rule === "memory-hotplug-cell");
    expect(findings.map((finding) => [finding.rule, finding.severity])).toEqual([["memory-hotplug-cell", severity]]);
  });

  it("the cell leaves out the memory of the devices, and takes them in", () => {
    const devices =
      "<devices><memory model='dimm'><target><size unit='GiB'>1</size></target></memory>" +
      "<memory model='virtio-pmem'><target><size unit='GiB'>1</size></target></memory></devices>";
    const plugged = text.replace("</domain>", `${devices}</domain>`);
    const after = fixed(plugged, "memory-hotplug-cell");
    expect(after).toContain("<cell id='0' cpus='0-1' memory='2097152' unit='KiB'/>");
    expect(after.match(/<node>0<\/node>/g)).toHaveLength(1);
    expect(after).toMatch(/dimm'><target><size unit='GiB'>1<\/size>\s*<node>0<\/node>\s*<\/target>/);
  });

  it("the cell can be written out", () => {
    expect(fixed(text, "memory-hotplug-cell")).toBe(
      text.replace(
        "<cpu mode='host-model'/>",
        "<cpu mode='host-model'>\n    <numa>\n      <cell id='0' cpus='0-1' memory='4' unit='GiB'/>\n    </numa>\n  </cpu>",
      ),
    );
  });
});

describe("hostile documents", () => {
  it.each([
    ["many cells that all overlap", guest(2, numa(cell("cpus='0-1' memory='1'").repeat(5000)))],
    ["many distances", one(`<distances>${"<sibling id='9' value='9'/>".repeat(20_000)}</distances>`)],
    [
      "many links",
      one("").replace(
        "</numa>",
        `<interconnects>${"<latency initiator='0' target='0'/>".repeat(20_000)}</interconnects></numa>`,
      ),
    ],
    ["a cell number without end", guest(2, numa(cell(`id='${"9".repeat(10_000)}' memory='${"9".repeat(100_000)}'`)))],
    ["names of every object", guest(2, numa("<__proto__/>", cell("constructor='1' __proto__='2' memory='1'")))],
  ])("%s", (_, text) => {
    expect(findingsIn(text).length).toBeLessThanOrEqual(1000);
  });
});
