/** What reports and the matrix are made with: loaded when the first is asked for. */
export { answerMatrix } from "../matrixRequest.js";
export { answerCompare } from "./compareRequest.js";
export { answerExplainStart } from "./explainRequest.js";
export { answerLevels } from "./levelsRequest.js";
