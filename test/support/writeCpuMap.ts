import type { CpuMapJson } from "../../shared/src/engine/index.js";

type Model = CpuMapJson["models"][number];
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Under which name libvirt's index lists each architecture. */
const INDEX_NAME = { x86: "x86", aarch64: "arm", ppc64: "ppc64" } as const;

/** Writes a map as libvirt has it in `/usr/share/libvirt/cpu_map`: file name -> text. */
export function writeCpuMap(map: CpuMapJson): Map<string, string> {
  const prefix = INDEX_NAME[map.arch];
  const files = new Map<string, string>();
  const include = (name: string, content: readonly string[]): string => {
    files.set(name, element("cpus", {}, content));
    return element("include", { filename: name });
  };
  const vendors = include(`${prefix}_vendors.xml`, map.vendors.map(vendorXml));
  const features = include(`${prefix}_features.xml`, map.features.map(featureXml));
  const models = groupsOf(map.models).map(({ group, members }) => {
    const parts = members.map((model) =>
      include(`${prefix}_${model.name.replaceAll(/[^\w.+-]/g, "")}.xml`, [modelXml(model)]),
    );
    return group === undefined ? parts.join("") : element("group", { name: group }, parts);
  });
  files.set("index.xml", element("cpus", {}, [element("arch", { name: prefix }, [vendors, features, ...models])]));
  return files;
}

/** Models that stand behind each other in one group of the index. */
function groupsOf(models: readonly Model[]): { readonly group: string | undefined; readonly members: Model[] }[] {
  const groups: { readonly group: string | undefined; readonly members: Model[] }[] = [];
  for (const model of models) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === model.group) last.members.push(model);
    else groups.push({ group: model.group, members: [model] });
  }
  return groups;
}

function vendorXml({ name, string, value }: CpuMapJson["vendors"][number]): string {
  return element("vendor", { name, string, value });
}

function featureXml({ name, aliases = [], migratable, registers = [] }: CpuMapJson["features"][number]): string {
  const attributes = { name, migratable: migratable === false ? "no" : undefined };
  return element("feature", attributes, [
    ...registers.map(({ cpuid, subleaf, msr, ...bits }) =>
      msr === undefined
        ? element("cpuid", { eax_in: cpuid, ecx_in: subleaf, ...bits })
        : element("msr", { index: msr, ...bits }),
    ),
    ...aliases.map((alias) => element("alias", { ...alias })),
  ]);
}

function modelXml(model: Model): string {
  const { name, decode, partialCheck, ancestor, vendor, signatures = [], pvrs = [] } = model;
  const { features = [], added = [], removed = [] } = model;
  const onOff = (value: boolean) => (value ? "on" : "off");
  return element("model", { name }, [
    ...(partialCheck === undefined ? [] : [element("check", { partial: partialCheck })]),
    ...(decode === undefined ? [] : [element("decode", { host: onOff(decode.host), guest: onOff(decode.guest) })]),
    ...(ancestor === undefined ? [] : [element("model", { name: ancestor })]),
    ...signatures.map(({ family, model: number, steppings }) =>
      element("signature", { family, model: number, stepping: steppings }),
    ),
    ...(vendor === undefined ? [] : [element("vendor", { name: vendor })]),
    ...pvrs.map((pvr) => element("pvr", { ...pvr })),
    ...features.map((each) => element("feature", { name: each })),
    ...added.map((each) => element("feature", { name: each, added: "yes" })),
    ...removed.map((each) => element("feature", { name: each, removed: "yes" })),
  ]);
}

function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}='${String(value).replaceAll("&", "&amp;").replaceAll("'", "&apos;")}'`)
    .join("");
  return content.length === 0 ? `<${name}${written}/>\n` : `<${name}${written}>\n${content.join("")}</${name}>\n`;
}
