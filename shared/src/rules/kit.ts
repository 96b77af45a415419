/** What every rule is written with: its row, what it reports, how it fixes. */
export * from "./cpuEdits.js";
export * from "./fix.js";
export * from "./names.js";
export * from "./numberReports.js";
export * from "./reports.js";
export * from "./rule.js";
export * from "./sizeReports.js";
