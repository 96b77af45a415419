import { describe, expect, it } from "vitest";
import { reportPath } from "../../../client/src/reports/reportDocuments.js";

describe("the path of a report", () => {
  it.each([
    ["Start of web01 on lab", "/Start of web01 on lab.md"],
    ["CPU levels of a/b\\c", "/CPU levels of a-b-c.md"],
    ["../../x", "/..-..-x.md"],
    ["a\nb", "/a b.md"],
    ["<script>#1%2F", "/-script-1-2F.md"],
    ["  ", "/report.md"],
    ["x".repeat(300), `/${"x".repeat(100)}.md`],
  ])("%j: %s", (title, path) => expect(reportPath(title)).toBe(path));
});
