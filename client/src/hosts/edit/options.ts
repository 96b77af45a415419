/** What a command of the Hosts view takes behind the clicked and the selected entries, in place of asking. */
export interface Options {
  readonly name?: string;
  readonly pool?: string;
  /** What asks before it is done is agreed to. */
  readonly confirmed: boolean;
}

/** Reads a command's third argument, which may be anything. */
export function readOptions([, , options]: readonly unknown[]): Options {
  const given = typeof options === "object" && options !== null ? options : {};
  const values = new Map<string, unknown>(Object.entries(given));
  const [name, pool] = [values.get("name"), values.get("pool")];
  return {
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof pool === "string" ? { pool } : {}),
    confirmed: values.get("confirmed") === true,
  };
}
