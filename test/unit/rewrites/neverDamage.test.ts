import { describe, expect, it } from "vitest";
import {
  collapseToHostModel,
  enableNested,
  insertBaseline,
  insertProfile,
  insertQemuCpu,
  minimise,
  normaliseLive,
  type Rewritten,
  switchModel,
} from "../../../shared/src/rewrites/index.js";
import type { RuleContext } from "../../../shared/src/rules/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { type Checked, checked, lost, misplacedEdits, newXmlErrors } from "../rules/damage/damageOf.js";
import { DOCUMENTS } from "../rules/damage/documents.js";
import { contextOf } from "./rewriting.js";

const BASELINE = { type: "guest", mode: "custom", match: "exact", model: "Nehalem", fallback: "forbid" } as const;
const REWRITES: Readonly<Record<string, (context: RuleContext) => Rewritten>> = {
  collapse: collapseToHostModel,
  nested: enableNested,
  baseline: (context) => insertBaseline(context, { ...BASELINE, features: [{ name: "aes", policy: "require" }] }, 2),
  profile: (context) => insertProfile(context, "x86-64-v3", "AMD"),
  qemu: (context) => insertQemuCpu(context, "host,hv_relaxed,hv_time,kvm=off,kvm-pv-eoi=on"),
  minimise,
  live: normaliseLive,
  model: (context) => switchModel(context, "Nehalem"),
};

const TEXTS = ["generated", "generated, with comments", "recorded domains, with comments"].flatMap((name) =>
  (DOCUMENTS[name] ?? []).filter((text) => !/arch=['"](?!x86_64|i686)/.test(text)),
);

describe("no rewrite does damage", () => {
  it.each(Object.entries(REWRITES))("%s", (_, rewrite) => {
    let count = 0;
    for (const text of TEXTS) {
      const result = rewrite(contextOf(text));
      if ("error" in result || result.edits.length === 0) continue;
      count++;
      const before = checked(text);
      const after = checked(applyEdits(text, result.edits));
      expect(misplacedEdits(text, result.edits), text).toBeUndefined();
      expect(newXmlErrors(before, after), text).toEqual([]);
      expect(lost(text, after.document.text), text).toEqual([]);
      if (refusals(before).length === 0) expect(refusals(after), `${text}\n${after.document.text}`).toEqual([]);
    }
    expect(count).toBeGreaterThan(0);
  });
});

function refusals({ findings }: Checked): string[] {
  return findings.flatMap(({ rule, stage, severity }) => (stage === "define" && severity === "error" ? [rule] : []));
}
