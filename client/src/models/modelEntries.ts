/** A model as the list shows it. */
export interface ListedModel {
  readonly name: string;
  readonly vendor?: string;
  readonly generation?: string;
  readonly year?: number;
}

interface Described {
  readonly vendor?: string | null;
  readonly generation?: string | null;
  readonly year?: number | null;
}

/**
 * @param map a file of data/cpu-map
 * @param docs the file of data/docs/models for the same architectures
 * @returns the newest map's models with what is told of them, the youngest first, then by name; the undated last
 * @throws SyntaxError when one is no JSON
 */
export function modelEntries(map: string, docs: string): ListedModel[] {
  const { models }: { models: readonly { name: string; until?: string }[] } = JSON.parse(map);
  const told: { models: Record<string, Described> } = JSON.parse(docs);
  const byName = new Map(Object.entries(told.models));
  return models
    .filter(({ until }) => until === undefined)
    .map(({ name }) => entry(name, byName.get(name) ?? {}))
    .sort((one, other) => (other.year ?? 0) - (one.year ?? 0) || one.name.localeCompare(other.name, "en"));
}

function entry(name: string, { vendor, generation, year }: Described): ListedModel {
  return { name, ...(vendor && { vendor }), ...(generation && { generation }), ...(year && { year }) };
}

/** The architectures that libvirt has a map for, by the name of the map that serves them. */
const families: ReadonlyMap<string, string> = new Map([
  ["x86_64", "x86"],
  ["i686", "x86"],
  ["aarch64", "aarch64"],
  ["armv7l", "aarch64"],
  ["ppc64", "ppc64"],
  ["ppc64le", "ppc64"],
]);

/** @returns the name of the data files for an architecture; undefined where its models are the hypervisor's */
export function dataFamily(arch: string): string | undefined {
  return families.get(arch);
}

/**
 * @param text a domain's or a CPU's text
 * @returns the first CPU model it names; undefined when it names none
 */
export function documentModel(text: string): string | undefined {
  return /<model\b[^<>]*>\s*([\w.-]+)\s*<\/model>/.exec(text)?.[1];
}
