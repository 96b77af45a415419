/** The engine with what only this product needs of it: `index.ts` alone is what others build on. */
export * from "./baseline.js";
export * from "./checkPartial.js";
export * from "./compare.js";
export * from "./cpuData.js";
export * from "./host.js";
export * from "./index.js";
export * from "./qemuRefusals.js";
export * from "./reads.js";
export * from "./startProblem.js";
export * from "./uncertainNames.js";
