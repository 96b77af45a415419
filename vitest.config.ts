import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { vscode: new URL("test/support/noVscode.ts", import.meta.url).pathname } },
  test: {
    // A busy machine is slow; nothing is measured here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ["test/{unit,conformance,cases,protocol,cli,package,guides}/**/*.test.ts"],
    // Two cores: more workers only wait for each other.
    maxWorkers: 2,
  },
});
