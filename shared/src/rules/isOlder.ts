/** Whether one release came before another; both `major.minor.micro`. */
export function isOlder(release: string, than: string): boolean {
  const [a, b] = [release, than].map((each) => each.split(".").map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
