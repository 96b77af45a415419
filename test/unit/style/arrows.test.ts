import { describe, expect, it } from "vitest";
import { forbiddenImports } from "../../../scripts/style/arrows.js";

const found = (name: string, specifier: string) =>
  forbiddenImports({ name, text: `import { a } from "${specifier}";\n` }).length;

describe("an import is forbidden", () => {
  it.each([
    ["client/src/commands/a.ts", "../../../shared/src/rewrites/index.js"],
    ["client/src/commands/a.ts", "../../../shared/src/reports/matrix/view/index.js"],
    ["client/src/commands/a.ts", "../../../server/src/guard.js"],
    ["client/src/commands/a.ts", "node:path"],
    ["client/src/commands/a.ts", "../../../virsh/src/connect.js"],
    ["client/src/matrix/webview/a.ts", "vscode"],
    ["client/src/matrix/webview/a.ts", "../panel.js"],
    ["server/src/a.ts", "node:fs"],
    ["server/src/a.ts", "vscode"],
    ["server/src/a.ts", "../../cli/src/main.js"],
    ["cli/src/a.ts", "vscode-languageserver"],
    ["shared/src/rules/a.ts", "node:fs"],
    ["shared/src/rules/cpu/a.ts", "../../config/index.js"],
    ["shared/src/rules/a.ts", "../rewrites/index.js"],
    ["shared/src/rules/a.ts", "../hosts/facts/index.js"],
    ["shared/src/xml/a.ts", "../domain/index.js"],
    ["shared/src/engine/a.ts", "../hosts/index.js"],
    ["shared/src/engine/a.ts", "../../../client/src/start.js"],
    ["shared/src/elsewhere/a.ts", "../xml/index.js"],
  ])("%s -> %s", (name, specifier) => {
    expect(found(name, specifier)).toBe(1);
  });

  it.each(['import type { A } from "../rules/index.js";', 'const a = await import("../rules/index.js");'])(
    "however it is written: %s",
    (text) => {
      const [sentence] = forbiddenImports({ name: "shared/src/hosts/a.ts", text: `${text}\n` });
      expect(sentence).toMatch(/^shared\/src\/hosts\/a\.ts imports shared\/src\/rules\/index\.ts: .* may import only/);
    },
  );
});

describe("an import is allowed", () => {
  it.each([
    ["client/src/commands/a.ts", "../../../shared/src/messages.js"],
    ["client/src/commands/a.ts", "../hosts/host.js"],
    ["client/src/matrix/webview/main.ts", "./page.css"],
    ["client/src/matrix/webview/a.ts", "../protocol.js"],
    ["server/src/a.ts", "../../shared/src/hosts/facts/index.js"],
    ["cli/src/a.ts", "node:fs/promises"],
    ["shared/src/rules/cpu/a.ts", "../../hosts/index.js"],
    ["shared/src/rewrites/a.ts", "../rules/index.js"],
  ])("%s -> %s", (name, specifier) => {
    expect(found(name, specifier)).toBe(0);
  });
});
