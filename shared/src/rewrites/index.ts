export { describeHost } from "./describeHost.js";
export { expandHostModel } from "./expandHostModel.js";
export { type BaselineRewrite, insertBaseline, type LostFeature } from "./insertBaseline.js";
export type { NamedHost, Rewritten } from "./rewrite.js";
