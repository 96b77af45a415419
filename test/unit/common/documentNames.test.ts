import { expect, it } from "vitest";
import { isDocumentName } from "../../../shared/src/common/documentNames.js";

it.each([
  ["web01.xml", true],
  ["WEB01.XML", true],
  ["web01.xml.j2", true],
  ["web01.j2", true],
  ["web01.xml.jinja", true],
  ["web01.xml.erb", true],
  ["web01.epp", true],
  ["web01.xml.tmpl", true],
  ["web01.tftpl", true],
  ["web01.xml.mustache", true],
  ["web01.xml.in", true],
  ["web01.xml.envsubst", true],
  ["Makefile.in", false],
  ["web01.template", false],
  ["web01.xml.bak", false],
  ["web01.txt", false],
  ["j2", false],
  ["xml", false],
])("%s may hold a document of libvirt's: %s", (name, is) => {
  expect(isDocumentName(name)).toBe(is);
});
