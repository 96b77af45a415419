import { CpuError, INTERNAL_ERROR } from "./cpuError.js";
import type { CpuMapJson } from "./cpuMapAt.js";
import type { CpuMapsJson, MapFeature, MapModel, MapRegister, MapVendor } from "./cpuMapsJson.js";
import { attributeOf, childrenOf, type Element } from "./element.js";
import { readMapXml } from "./readMapXml.js";

export type MapArch = CpuMapsJson["arch"];

/** The name under which libvirt's index lists each architecture. */
const INDEX_NAME: Readonly<Record<MapArch, string>> = { x86: "x86", aarch64: "arm", ppc64: "ppc64" };

/**
 * Reads libvirt's own cpu_map folder (`/usr/share/libvirt/cpu_map`).
 *
 * @param files file name (`index.xml`, `x86_features.xml`, …) -> text
 * @param arch which architecture of the index
 * @param release the libvirt release the files belong to, `major.minor.micro`
 * @returns the map as the JSON that `loadCpuMap` compiles
 * @throws CpuError `invalid-map` for a missing file and for every element and attribute that is not known here:
 *   a new kind of fact must not be lost silently
 */
export function cpuMapFromXml(files: ReadonlyMap<string, string>, arch: MapArch, release: string): CpuMapJson {
  const index = rootOf(files, "index.xml");
  const section = childrenOf(index, "arch").find((entry) => attributeOf(entry, "name") === INDEX_NAME[arch]);
  if (section === undefined) throw invalid(`index.xml has no architecture ${INDEX_NAME[arch]}`);
  const map = {
    source: `libvirt ${release}, src/cpu_map`,
    release,
    licence: "LGPL-2.1-or-later" as const,
    arch,
    vendors: [] as MapVendor[],
    features: [] as MapFeature[],
    models: [] as MapModel[],
  };
  readSection(section, files, map, undefined);
  return map;
}

/**
 * The files that hold an architecture, as the index lists them.
 *
 * @param index the text of `index.xml`
 * @throws CpuError `invalid-map` for a name that is no file's of the folder, or where there are too many
 */
export function includedFiles(index: string, arch: MapArch): string[] {
  const sections = childrenOf(readMapXml(index), "arch").filter(
    (each) => attributeOf(each, "name") === INDEX_NAME[arch],
  );
  const names = sections.flatMap(includesIn);
  const wrong = names.find((name) => !PLAIN_FILE.test(name));
  if (wrong !== undefined) throw invalid(`index.xml includes '${wrong.slice(0, 80)}', which is no file of the folder`);
  if (names.length > MAX_FILES) throw invalid(`index.xml includes more than ${MAX_FILES} files`);
  return names;
}

/** libvirt 12.8 has 177 for x86. */
const MAX_FILES = 2000;
const PLAIN_FILE = /^\w[\w.+-]{0,100}\.xml$/;

function includesIn(section: Element): string[] {
  return section.elements.flatMap((entry) =>
    entry.name === "group" ? includesIn(entry) : entry.name === "include" ? [required(entry, "filename")] : [],
  );
}

interface Collected {
  readonly vendors: MapVendor[];
  readonly features: MapFeature[];
  readonly models: MapModel[];
}

function readSection(section: Element, files: ReadonlyMap<string, string>, map: Collected, group: string | undefined) {
  for (const entry of section.elements) {
    if (entry.name === "group") readSection(entry, files, map, required(entry, "name"));
    else if (entry.name === "include") readInclude(rootOf(files, required(entry, "filename")), map, group);
    else throw unknownElement(entry);
  }
}

function readInclude(root: Element, map: Collected, group: string | undefined): void {
  for (const entry of root.elements) {
    if (entry.name === "vendor") map.vendors.push(readVendor(entry));
    else if (entry.name === "feature") map.features.push(readFeature(entry));
    else if (entry.name === "model") map.models.push(readModel(entry, group));
    else throw unknownElement(entry);
  }
}

function readVendor(entry: Element): MapVendor {
  onlyKnown(entry, ["name", "string", "value"], []);
  return {
    name: required(entry, "name"),
    ...optional("string", attributeOf(entry, "string")),
    ...optional("value", hex(attributeOf(entry, "value"))),
  };
}

function readFeature(entry: Element): MapFeature {
  onlyKnown(entry, ["name", "migratable"], ["alias", "cpuid", "msr"]);
  const aliases = childrenOf(entry, "alias").map((alias) => {
    onlyKnown(alias, ["name", "source"], []);
    return { name: required(alias, "name"), source: required(alias, "source") };
  });
  const registers = entry.elements.filter((child) => child.name !== "alias").map(readRegister);
  return {
    name: required(entry, "name"),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(attributeOf(entry, "migratable") === "no" ? { migratable: false as const } : {}),
    ...(registers.length > 0 ? { registers } : {}),
  };
}

function readRegister(entry: Element): MapRegister {
  const known = entry.name === "msr" ? ["index", "eax", "edx"] : ["eax_in", "ecx_in", "eax", "ebx", "ecx", "edx"];
  onlyKnown(entry, known, []);
  const value = (name: string) => hex(attributeOf(entry, name));
  const nonZero = (name: "eax" | "ebx" | "ecx" | "edx") => {
    const bits = value(name);
    return bits === undefined || bits === "0x0" ? {} : { [name]: bits };
  };
  return {
    ...(entry.name === "msr"
      ? optional("msr", value("index"))
      : { ...optional("cpuid", value("eax_in")), ...optional("subleaf", value("ecx_in")) }),
    ...nonZero("eax"),
    ...nonZero("ebx"),
    ...nonZero("ecx"),
    ...nonZero("edx"),
  };
}

function readModel(entry: Element, group: string | undefined): MapModel {
  onlyKnown(entry, ["name"], ["check", "decode", "model", "signature", "vendor", "pvr", "feature"]);
  const features: string[] = [];
  const added: string[] = [];
  const removed: string[] = [];
  for (const feature of childrenOf(entry, "feature")) {
    onlyKnown(feature, ["name", "added", "removed"], []);
    const list =
      attributeOf(feature, "removed") === "yes" ? removed : attributeOf(feature, "added") === "yes" ? added : features;
    list.push(required(feature, "name"));
  }
  return {
    name: required(entry, "name"),
    ...optional("group", group),
    ...readDecode(entry),
    ...readCheck(entry),
    ...optional("ancestor", nameOfChild(entry, "model")),
    ...optional("vendor", nameOfChild(entry, "vendor")),
    ...list("signatures", childrenOf(entry, "signature").map(readSignature)),
    ...list("pvrs", childrenOf(entry, "pvr").map(readPvr)),
    ...list("features", features),
    ...list("added", added),
    ...list("removed", removed),
  };
}

function readDecode(entry: Element): Pick<MapModel, "decode"> {
  const decode = childrenOf(entry, "decode")[0];
  if (decode === undefined) return {};
  onlyKnown(decode, ["host", "guest"], []);
  return { decode: { host: attributeOf(decode, "host") === "on", guest: attributeOf(decode, "guest") === "on" } };
}

function readCheck(entry: Element): Pick<MapModel, "partialCheck"> {
  const check = childrenOf(entry, "check")[0];
  if (check === undefined) return {};
  onlyKnown(check, ["partial"], []);
  if (attributeOf(check, "partial") !== "compat") throw invalid("a model's partial check is not 'compat'");
  return { partialCheck: "compat" };
}

function readSignature(entry: Element) {
  onlyKnown(entry, ["family", "model", "stepping"], []);
  return {
    family: Number(required(entry, "family")),
    model: Number(required(entry, "model")),
    ...optional("steppings", attributeOf(entry, "stepping")),
  };
}

function readPvr(entry: Element) {
  onlyKnown(entry, ["value", "mask"], []);
  return { value: hex(required(entry, "value")) ?? "0x0", ...optional("mask", hex(attributeOf(entry, "mask"))) };
}

function rootOf(files: ReadonlyMap<string, string>, name: string): Element {
  const text = files.get(name);
  if (text === undefined) throw invalid(`file ${name} is missing`);
  return readMapXml(text);
}

function nameOfChild(entry: Element, child: string): string | undefined {
  const found = childrenOf(entry, child)[0];
  if (found === undefined) return undefined;
  onlyKnown(found, ["name"], []);
  return required(found, "name");
}

function required(entry: Element, name: string): string {
  const value = attributeOf(entry, name);
  if (value === undefined || value === "") throw invalid(`<${entry.name}> has no ${name}`);
  return value;
}

function onlyKnown(entry: Element, attributes: readonly string[], elements: readonly string[]): void {
  for (const { name } of entry.attributes) {
    if (!attributes.includes(name)) throw invalid(`<${entry.name}> has an unknown attribute ${name}`);
  }
  for (const child of entry.elements) {
    if (!elements.includes(child.name)) throw unknownElement(child);
  }
}

function hex(value: string | undefined): string | undefined {
  return value === undefined ? undefined : `0x${Number(value).toString(16)}`;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

function list<K extends string, V>(key: K, values: V[]): { [P in K]?: V[] } {
  return optional(key, values.length > 0 ? values : undefined);
}

function unknownElement(entry: Element): CpuError {
  return invalid(`unknown element <${entry.name}>`);
}

function invalid(detail: string): CpuError {
  return new CpuError("invalid-map", INTERNAL_ERROR, `CPU map: ${detail}`);
}
