/** What panel and exports show of a matrix. Nothing in this folder needs the engine: it is bundled into the panel. */
export * from "./arrange.js";
export * from "./cells.js";
export * from "./summary.js";
export { MAX_PICTURE_CELLS, matrixSvg, type Picture } from "./svg.js";
export { matrixCsv, matrixMarkdown } from "./tables.js";
export * from "./words.js";
