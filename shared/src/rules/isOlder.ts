/** Whether one release came before another; both `major.minor.micro`. */
export function isOlder(release: string, than: string): boolean {
  return release.localeCompare(than, "en", { numeric: true }) < 0;
}
