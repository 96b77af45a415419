/** A model as the list shows it. */
export interface ModelEntry {
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
 * @returns the map's models with what is told of them, the youngest first, then by name; the undated last
 * @throws SyntaxError when one is no JSON
 */
export function modelEntries(map: string, docs: string): ModelEntry[] {
  const { models }: { models: readonly { name: string }[] } = JSON.parse(map);
  const told: { models: Record<string, Described> } = JSON.parse(docs);
  const byName = new Map(Object.entries(told.models));
  return models
    .map(({ name }) => entry(name, byName.get(name) ?? {}))
    .sort((one, other) => (other.year ?? 0) - (one.year ?? 0) || one.name.localeCompare(other.name, "en"));
}

function entry(name: string, { vendor, generation, year }: Described): ModelEntry {
  return { name, ...(vendor && { vendor }), ...(generation && { generation }), ...(year && { year }) };
}
