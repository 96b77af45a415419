/** The compatibility matrix: hosts against features and models. What is made of it to look at stands in `view`. */
export type { NamedGuest } from "./documentColumn.js";
export { type MatrixSubject, matrixSteps } from "./matrix.js";
