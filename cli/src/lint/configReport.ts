import { similarNames } from "../../../shared/src/catalogue/index.js";
import { makePositions } from "../files/positions.js";
import type { Project } from "../workspace/workspace.js";
import type { FileReport } from "./report.js";

/** What is wrong in a configuration, as the editor shows it there; undefined where nothing is. */
export function configReport({ file, name, text, problems }: Project): FileReport | undefined {
  if (file === undefined || problems.length === 0) return undefined;
  const positionAt = makePositions(text);
  const diagnostics = problems.map(({ message, severity, start, end, unknown }) => {
    const [likely] = unknown === undefined ? [] : similarNames(unknown.name, unknown.known, 1);
    return {
      rule: "configuration",
      stage: "configuration" as const,
      severity,
      message: likely === undefined ? message : `${message} Did you mean "${likely}"?`,
      start: positionAt(start),
      end: positionAt(end),
      related: [],
      fixes: [],
    };
  });
  return { file: name, path: file, diagnostics, fixed: [], fixable: 0 };
}
