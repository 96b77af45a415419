import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useLanguage } from "../../../server/src/server.js";
import { RULE_EXAMPLES } from "../../support/ruleExamples.js";
import { findingsBy, fixesOf, inDomain } from "../rules/check.js";
import { isTranslated, LEFT_OVER, plain } from "./leftOver.js";

const data = new URL("../../../data/", import.meta.url);
beforeAll(() => useLanguage("zh-cn", async (path) => readFileSync(new URL(path, data), "utf8")));
afterAll(() => l10n.config({ contents: {} }));

describe.runIf(isTranslated)("every rule speaks Chinese", () => {
  it.each(RULE_EXAMPLES)("$id", ({ id, example, ...by }) => {
    const text = inDomain(example);
    const findings = findingsBy(by, text).filter(({ rule }) => rule === id);
    const said = [
      ...findings.flatMap(({ message, related }) => [message, ...related.map((each) => each.message)]),
      ...fixesOf(text, id).map(({ title }) => title),
    ];
    expect(said.length).toBeGreaterThan(0);
    for (const each of said) {
      expect(each).toMatch(/\p{Script=Han}/u);
      expect(plain(each)).not.toMatch(LEFT_OVER);
    }
  });
});
