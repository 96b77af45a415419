import { describe, expect, it } from "vitest";
import { type LocationKind, locate, parseXml, pathOf } from "../../../shared/src/xml/index.js";

/** The document with `|` for the cursor; what it is in; what a completion replaces; what of that is typed; element and parent. */
type Row = readonly [string, LocationKind, string, string, string | undefined, string | undefined];

const ROWS: readonly Row[] = [
  ["<cpu>|</cpu>", "text", "", "", "cpu", "cpu"],
  ["<cpu>\n  |\n</cpu>", "text", "", "", "cpu", "cpu"],
  ["<cpu>\n  <model>Has|</model>\n</cpu>", "text", "Has", "Has", "cpu/model", "cpu/model"],
  ["<cpu>\n  <model>Has|well</model>\n</cpu>", "text", "Haswell", "Has", "cpu/model", "cpu/model"],
  ["<cpu>\n  <model>|Haswell</model>\n</cpu>", "text", "Haswell", "", "cpu/model", "cpu/model"],
  ["<cpu>\n  <model> Has| </model>\n</cpu>", "text", "Has", "Has", "cpu/model", "cpu/model"],
  ["<cpu>\n  <model>|</model>\n</cpu>", "text", "", "", "cpu/model", "cpu/model"],
  ["<cpu>\n  <model>Has|\n</cpu>", "text", "Has", "Has", "cpu/model", "cpu/model"],
  ["<cpu>\n  <model>|\n</cpu>", "text", "", "", "cpu/model", "cpu/model"],
  ["<cpu>\n  <model>Has\n  |\n</cpu>", "text", "", "", "cpu", "cpu"],
  ["<cpu>\n  <model>Has|", "text", "Has", "Has", "cpu/model", "cpu/model"],
  ["<cpu>\n  |<model/>\n</cpu>", "text", "", "", "cpu", "cpu"],
  ["<cpu>\n  <model/>|\n</cpu>", "text", "", "", "cpu", "cpu"],
  ["<cpu><|</cpu>", "tagName", "", "", undefined, "cpu"],
  ["<cpu>\n  <|\n  <model/>\n</cpu>", "tagName", "", "", undefined, "cpu"],
  ["<|", "tagName", "", "", undefined, undefined],
  ["<cpu>\n  <mod|\n</cpu>", "tagName", "mod", "mod", "cpu/mod", "cpu"],
  ["<cpu>\n  <mod|\n  <model>X</model>\n</cpu>", "tagName", "mod", "mod", "cpu/mod", "cpu"],
  ["<cpu>\n  <mo|del>X</model>\n</cpu>", "tagName", "model", "mo", "cpu/model", "cpu"],
  ["<cpu>\n  <|model>X</model>\n</cpu>", "tagName", "model", "", "cpu/model", "cpu"],
  ["<cp|", "tagName", "cp", "cp", "cp", undefined],
  ["<cpu>\n  <model>X</|\n</cpu>", "endTagName", "", "", "cpu/model", "cpu"],
  ["<cpu>\n  <model>X</mo|\n</cpu>", "endTagName", "mo", "mo", "cpu/model", "cpu"],
  ["<cpu>\n  <model>X</mo|del>\n</cpu>", "endTagName", "model", "mo", "cpu/model", "cpu"],
  ["<cpu>\n  </|\n</cpu>", "endTagName", "", "", "cpu", "cpu"],
  ["<cpu></vend|or></cpu>", "endTagName", "vendor", "vend", "cpu", "cpu"],
  ["<cpu><|/cpu>", "outside", "", "", "cpu", undefined],
  ["<cpu |>", "tagSpace", "", "", "cpu", undefined],
  ["<cpu |", "tagSpace", "", "", "cpu", undefined],
  ["<cpu>\n  <feature |\n  <model/>\n</cpu>", "tagSpace", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature name='x' |/>\n</cpu>", "tagSpace", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature\n    |\n    name='x'/>\n</cpu>", "tagSpace", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature |name='x'/>\n</cpu>", "attributeName", "name", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature na|me='x'/>\n</cpu>", "attributeName", "name", "na", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature pol|\n  <model/>\n</cpu>", "attributeName", "pol", "pol", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature pol| name='x'/>\n</cpu>", "attributeName", "pol", "pol", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature name='|'/>\n</cpu>", "attributeValue", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature name='a|es'/>\n</cpu>", "attributeValue", "aes", "a", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature name='aes|'/>\n</cpu>", "attributeValue", "aes", "aes", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature name='a|\n  <model/>\n</cpu>", "attributeValue", "a", "a", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature policy='|\n  <model/>\n</cpu>", "attributeValue", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature policy='| name='x'/>\n</cpu>", "attributeValue", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature policy=|\n  <model/>\n</cpu>", "attributeValue", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature policy=| name='x'/>\n</cpu>", "attributeValue", "", "", "cpu/feature", "cpu"],
  ["<cpu>\n  <feature policy=req| name='x'/>\n</cpu>", "attributeValue", "req", "req", "cpu/feature", "cpu"],
  ["<cpu mode='host|'>", "attributeValue", "host", "host", "cpu", undefined],
  ["<cpu mode='host'|>", "outside", "", "", "cpu", undefined],
  ["<cpu mode |= 'host'>", "outside", "", "", "cpu", undefined],
  ["<cpu/|>", "outside", "", "", "cpu", undefined],
  ["<cpu><!-- a| --></cpu>", "comment", "<!-- a -->", "", "cpu", "cpu"],
  ["<cpu><!-- a|\n</cpu>", "comment", "<!-- a", "", "cpu", "cpu"],
  ["<cpu><model><![CDATA[a|]]></model></cpu>", "cdata", "<![CDATA[a]]>", "", "cpu/model", "cpu/model"],
  ["|", "outside", "", "", undefined, undefined],
  ["|<cpu/>", "outside", "", "", undefined, undefined],
  ["<cpu/>\n|", "outside", "", "", undefined, undefined],
  ["<?xml ver|sion='1.0'?><cpu/>", "outside", "", "", undefined, undefined],
  ["<!DOCTYPE a [|]><cpu/>", "outside", "", "", undefined, undefined],
];

describe("locate", () => {
  it.each(ROWS)("%j is %s", (marked, kind, replaced, prefix, element, parent) => {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    const found = locate(parseXml(text), offset);
    const typed = text.slice(found.range.start, found.range.end);
    expect([found.kind, typed, found.prefix]).toEqual([kind, replaced, prefix]);
    expect(found.element && pathOf(found.element)).toBe(element);
    expect(found.parent && pathOf(found.parent)).toBe(parent);
  });

  it("tells the attribute", () => {
    const text = "<cpu a='1' mode='x'/>";
    expect(locate(parseXml(text), text.indexOf("x")).attribute?.name).toBe("mode");
    expect(locate(parseXml(text), text.indexOf("ode")).attribute?.name).toBe("mode");
    expect(locate(parseXml("<cpu mode="), 10).attribute?.name).toBe("mode");
  });

  it.each([-5, 1000])("takes an offset outside the text (%d) for its end", (offset) => {
    expect(locate(parseXml("<cpu/>"), offset).kind).toBe("outside");
  });
});
