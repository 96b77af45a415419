import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/{unit,conformance,protocol,cli}/**/*.test.ts"],
    // Two cores: more workers only wait for each other.
    maxWorkers: 2,
  },
});
