import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useLanguage } from "../../../server/src/server.js";
import { situationOf } from "../../../shared/src/catalogue/index.js";
import { describe as explain, type Subject } from "../../../shared/src/describe/index.js";
import { domainView } from "../../../shared/src/domain/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { isTranslated, LEFT_OVER, plain } from "./leftOver.js";

const data = new URL("../../../data/", import.meta.url);
beforeAll(() => useLanguage("zh-cn", async (path) => readFileSync(new URL(path, data), "utf8")));
afterAll(() => l10n.config({ contents: {} }));

const catalogue = await testCatalogue("x86_64");
const view = domainView(parseXml("<domain type='kvm'><vcpu>4</vcpu><cpu><model>Haswell</model></cpu></domain>"));
if (view === undefined) throw new Error("no domain");
const context = { catalogue, view, target: undefined, situation: situationOf(view, view.cpu, "x86_64") };

const grammar = Object.entries(catalogue.grammar.elements).flatMap(([path, { attributes = {} }]): Subject[] => [
  { kind: "element", path },
  ...Object.entries(attributes).flatMap(([attribute, { values = {} }]): Subject[] => [
    { kind: "attribute", path, attribute },
    ...Object.keys(values).map((value): Subject => ({ kind: "value", path, attribute, value })),
  ]),
]);

describe.runIf(isTranslated)("hovers speak Chinese", () => {
  it.each<readonly [string, readonly Subject[]]>([
    ["elements, attributes and values", grammar],
    ["models", [...catalogue.models.keys()].map((name) => ({ kind: "model", name }))],
    ["features", [...catalogue.features.keys()].map((name) => ({ kind: "feature", name }))],
  ])("%s", (_, subjects) => {
    expect(subjects.length).toBeGreaterThan(50);
    const odd = subjects.flatMap((subject) => {
      const text = explain(subject, context, view.cpu) ?? "";
      return text !== "" && (!/[\p{Script=Han}。]/u.test(text) || LEFT_OVER.test(plain(text))) ? [text] : [];
    });
    expect(odd).toEqual([]);
  });
});
