/**
 * @param path what somebody asks for
 * @returns whether it is a relative path, with `/`, that cannot leave the folder it is taken from
 */
export function isDataPath(path: unknown): path is string {
  if (typeof path !== "string" || path === "") return false;
  return path.split("/").every((part) => /^[\w.-]+$/.test(part) && part !== "." && part !== "..");
}
