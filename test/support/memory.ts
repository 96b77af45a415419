/**
 * VS Code's memory of a workspace: what is stored comes back as JSON.
 *
 * @param first what it holds from an earlier session
 */
export function memory(first?: unknown) {
  let stored = first;
  return {
    get: <T>() => stored as T | undefined,
    update: async (_key: string, value: unknown) => {
      stored = JSON.parse(JSON.stringify(value));
    },
    stored: () => stored,
  };
}
