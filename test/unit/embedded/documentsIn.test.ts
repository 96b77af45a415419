import { expect, it } from "vitest";
import { textKindOf } from "../../../shared/src/common/documentNames.js";
import { documentsIn } from "../../../shared/src/embedded/index.js";

const CPU = "<cpu mode='host-model'/>";

it.each([
  ["file:///vms/web01.xml", "xml", "document"],
  ["file:///vms/web01.conf", "xml", "document"],
  ["file:///vms/web01.xml.j2", "plaintext", "document"],
  ["file:///vms/web01", "jinja-xml", "document"],
  ["/vms/README.md", undefined, "prose"],
  ["untitled:Untitled-1", "markdown", "prose"],
  ["/vms/vm.rst", undefined, "prose"],
  ["/vms/vm.sh", undefined, "code"],
  ["file:///vms/vm.py", "python", "code"],
])("%s in %s is %s", (name, language, kind) => {
  expect(textKindOf(name, language)).toBe(kind);
});

it.each([
  ["document", CPU, ["whole"]],
  ["document", `words ${CPU}`, ["whole"]],
  ["document", `x = "${CPU}"`, []],
  ["document", `<html>${CPU}</html>`, []],
  ["document", `<xsl:stylesheet xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>${CPU}</xsl:stylesheet>`, [65]],
  ["prose", `# A CPU\n\n${CPU}\n`, [9]],
  ["prose", `# A CPU\n\n\`${CPU}\`\n`, []],
  ["code", `words ${CPU}`, [6]],
  ["code", `# libvirt-cpu-disable\nx = "${CPU}"`, []],
  ["prose", `<!-- libvirt-cpu-disable -->\n\n# A CPU\n\n${CPU}\n`, []],
  ["code", `# libvirt-cpu-disable-next-line\nx = "${CPU}"`, [37]],
  ["code", `  ${CPU}`, ["whole"]],
  ["code", `<x>${CPU}</x>`, [3]],
] as const)("in a %s: %s", (kind, text, places) => {
  expect(documentsIn(text, kind).map(({ region }) => region?.start ?? "whole")).toEqual(places);
});
