/** Edits of a document, each as the text that replaces a range. */
export * from "./domainEdits.js";
export * from "./elementEdits.js";
export * from "./wholeLines.js";
export * from "./writeCpu.js";
