/** Is one release older than another? Both `major.minor.micro`. */
export function isOlder(release: string, than: string): boolean {
  const [a, b] = [release, than].map((each) => each.split(".").map(Number));
  const at = (a ?? []).findIndex((part, index) => part !== (b?.[index] ?? 0));
  return at >= 0 && (a?.[at] ?? 0) < (b?.[at] ?? 0);
}
