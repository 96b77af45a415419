import * as l10n from "@vscode/l10n";
import { describe, expect, it } from "vitest";
import { readTranslations } from "../../../scripts/texts.js";
import { BECAUSE, because } from "../../../shared/src/engine/startProblem.js";
import { localReason } from "../../../shared/src/hosts/hostProblem.js";
import { isTranslated } from "./leftOver.js";

describe.runIf(isTranslated)("why a start is refused is said in the user's language", () => {
  const reasons = Object.keys(BECAUSE) as (keyof typeof BECAUSE)[];

  it.each(reasons)("%s", (reason) => {
    const said = because(reason, "one.1", "two", "three");
    const english = localReason(said);
    expect(english).not.toMatch(/[{}]/);
    l10n.config({ contents: Object.fromEntries(readTranslations("data/l10n/zh-cn/server.json")) });
    const local = localReason(said);
    l10n.config({ contents: {} });
    expect(local).toMatch(/\p{Script=Han}/u);
    for (const [place] of BECAUSE[reason].matchAll(/\{\d\}/g)) {
      expect(local).toContain(["one.1", "two", "three"][Number(place[1])]);
    }
  });

  it("what is said already stays", () => {
    expect(localReason("Unknown CPU model Hasswell")).toBe("Unknown CPU model Hasswell");
  });
});
