import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { archOf } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { changesAtNextStart } from "../../../shared/src/vms/nextStart.js";
import { testCatalogue } from "../../support/catalogue.js";

async function changes(definition: string, live: string): Promise<string[]> {
  const [[next], [now]] = [serveDocument(definition).views, serveDocument(live).views];
  if (next?.domain === undefined || now?.domain === undefined) throw new Error("no domain");
  const { grammar } = await testCatalogue(archOf(next));
  return changesAtNextStart(next.domain, now.domain, grammar).map(
    ({ element, attribute, file, libvirt }) =>
      `${element}${attribute === undefined ? "" : ` ${attribute}`}: ${libvirt ?? "-"} -> ${file ?? "-"}`,
  );
}

const corpus = new URL("../../corpus/", import.meta.url);

/** What a libvirt printed of VMs that were started and not changed. */
function* unchanged(): Iterable<readonly [name: string, definition: string, live: string]> {
  const folder = new URL("libvirtd-9.0.0/", corpus);
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".live.xml"))) {
    const [definition, live] = [file.replace(".live", ""), file].map((name) =>
      readFileSync(new URL(name, folder), "utf8"),
    );
    yield [file, definition ?? "", live ?? ""];
  }
  for (const file of readdirSync(new URL("runs/", corpus))) {
    const lines = readFileSync(new URL(`runs/${file}`, corpus), "utf8")
      .trim()
      .split("\n");
    for (const line of lines) {
      const { definition, live } = JSON.parse(line) as { readonly definition: string; readonly live: string };
      yield [`${file} ${/<name>(.*)<\/name>/.exec(definition)?.[1]}`, definition, live];
    }
  }
}

it.each([...unchanged()])("a VM that was started and not changed has no changes: %s", async (_, definition, live) => {
  expect(await changes(definition, live)).toEqual([]);
});

/** A running VM and its definition, which differ in these places. */
function pair(next: string, now: string): readonly [string, string] {
  const domain = (inner: string) =>
    `<domain type='kvm'><name>a</name><memory unit='KiB'>65536</memory><os><type arch='x86_64' machine='pc-q35-9.0'>hvm</type></os>${inner}<devices/></domain>`;
  return [domain(next), domain(now)];
}

const cpu = (inner: string) => `<cpu mode='custom' match='exact' check='partial'>${inner}</cpu>`;
const running = (inner: string) =>
  `<cpu mode='custom' match='exact' check='full'>${inner}<feature policy='require' name='hypervisor'/><feature policy='disable' name='rtm'/></cpu>`;
const model = (name: string) => `<model fallback='forbid'>${name}</model>`;
const haswell = model("Haswell");

describe("what the next start changes", () => {
  it.each<[next: string, now: string, expected: readonly string[]]>([
    ["<vcpu>4</vcpu>", "<vcpu>2</vcpu>", ["vcpu: 2 -> 4"]],
    [cpu(model("EPYC")), running(haswell), ["cpu/model: Haswell -> EPYC"]],
    [
      cpu(`${haswell}<feature policy='require' name='pdpe1gb'/>`),
      running(haswell),
      ["cpu/feature[pdpe1gb]: - -> policy='require' name='pdpe1gb'"],
    ],
    [
      cpu(`${haswell}<feature policy='disable' name='aes'/>`),
      running(`${haswell}<feature policy='require' name='aes'/>`),
      ["cpu/feature[aes] policy: require -> disable"],
    ],
    [
      "<cpu mode='host-passthrough' check='none' migratable='on'/>",
      running(haswell),
      ["cpu mode: custom -> host-passthrough"],
    ],
    [cpu(haswell), "<cpu mode='host-passthrough' check='none'/>", ["cpu mode: host-passthrough -> custom"]],
    [
      "<cpu mode='host-model' check='partial'><topology sockets='1' dies='1' cores='2' threads='1'/></cpu>",
      running(`${haswell}<topology sockets='2' dies='1' cores='1' threads='1'/>`),
      ["cpu/topology sockets: 2 -> 1", "cpu/topology cores: 1 -> 2"],
    ],
    ["<clock offset='localtime'/>", "<clock offset='utc'/>", ["clock offset: utc -> localtime"]],
  ])("%s", async (next, now, expected) => {
    expect(await changes(...pair(next, now))).toEqual(expected);
  });

  it.each([
    ["host-model runs as a custom CPU", "<cpu mode='host-model' check='partial'/>", running(haswell)],
    ["a feature that QEMU cannot give", cpu(`${haswell}<feature policy='require' name='rtm'/>`), running(haswell)],
    ["a feature that libvirt leaves out", cpu(`${haswell}<feature policy='require' name='cmt'/>`), running(haswell)],
    ["match minimum", `<cpu match='minimum' mode='custom'>${haswell}</cpu>`, running(model("EPYC"))],
    ["a model by its full name", cpu(model("EPYC-Rome")), running(model("EPYC-Rome-v1"))],
    [
      "the balloon",
      "<currentMemory unit='KiB'>32768</currentMemory>",
      "<currentMemory unit='KiB'>65536</currentMemory>",
    ],
    [
      "enlightenments of the host",
      "<features><hyperv mode='passthrough'/></features>",
      "<features><hyperv mode='passthrough'><relaxed state='on'/></hyperv></features>",
    ],
    [
      "the guest's clock",
      "<clock offset='variable' adjustment='0' basis='utc'/>",
      "<clock offset='variable' adjustment='3600' basis='utc'/>",
    ],
  ])("nothing: %s", async (_, next, now) => {
    expect(await changes(...pair(next, now))).toEqual([]);
  });
});
