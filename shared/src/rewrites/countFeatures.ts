/** `1 feature`, `12 features`. */
export function countFeatures(count: number): string {
  return count === 1 ? "1 feature" : `${count} features`;
}
