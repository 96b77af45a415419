/** What a command to add a host may be called with, in place of asking for it. */
export interface GivenHost {
  /** The workspace folder's URI. */
  readonly folder?: string;
  /** URIs of files that describe it. */
  readonly files?: readonly string[];
  /** A reference CPU's id. */
  readonly reference?: string;
  /** libvirt's connection URI. */
  readonly connection?: string;
  readonly name?: string;
  /** Files from outside the folder are copied into it without asking. */
  readonly copy?: boolean;
}

/** Reads a command's argument, which may be anything: a folder of the Hosts view, too. */
export function readArgument(argument: unknown): GivenHost {
  if (typeof argument !== "object" || argument === null) return {};
  const values = new Map<string, unknown>(Object.entries(argument));
  const text = (key: "folder" | "reference" | "connection" | "name") => {
    const value = values.get(key);
    return typeof value === "string" ? { [key]: value } : {};
  };
  const files = values.get("files");
  const isList = Array.isArray(files) && files.length > 0 && files.every((file) => typeof file === "string");
  return {
    ...text("folder"),
    ...text("reference"),
    ...text("connection"),
    ...text("name"),
    ...(isList ? { files } : {}),
    copy: values.get("copy") === true,
  };
}

/** What a command of the Hosts view takes behind the clicked and the selected entries, in place of asking. */
interface Options {
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
