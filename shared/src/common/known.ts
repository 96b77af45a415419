/**
 * The properties of a record that have a value: an optional property that nothing is known of is absent, not undefined.
 *
 * @example { name, ...known({ vendor, model }) }
 */
export function known<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const values = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(values) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
