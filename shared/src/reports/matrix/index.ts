/** The compatibility matrix: hosts against features and models. What is made of it to look at is in `view`. */

export { type MatrixSubject, matrixSteps } from "./matrix.js";
export type { NamedGuest } from "./rows.js";
