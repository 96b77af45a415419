/** Does a command's argument say `{ accept: true }`: do it without asking? */
export function accepts(options: unknown): boolean {
  return typeof options === "object" && options !== null && "accept" in options && options.accept === true;
}
