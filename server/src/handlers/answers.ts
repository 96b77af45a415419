/** What our client's commands, reports and matrix are answered with: loaded when the first is asked for. */
export {
  answerFromQemuCpu,
  answerInsertProfile,
  answerProfileChoices,
  answerSwitchChoices,
  answerSwitchModel,
  answerToQemuCpu,
} from "./documentRewriteRequests.js";
export { answerMatrix } from "./matrixRequest.js";
export { answerCompare } from "./reports/compareRequest.js";
export { answerExplainStart } from "./reports/explainRequest.js";
export { answerLevels } from "./reports/levelsRequest.js";
export { answerBaseline, answerExpandHostModel } from "./rewriteRequests.js";
export { answerRunOnTarget } from "./runOnTargetRequest.js";
