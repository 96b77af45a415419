import { readFileSync } from "node:fs";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { Request } from "../../../shared/src/messages.js";
import type { Random } from "./random.js";

/** A question about a document. */
export interface Query {
  readonly method: string;
  readonly params: unknown;
}

const host = readFileSync(new URL("../../../samples/hosts/node1.domcaps.xml", import.meta.url), "utf8");
const hosts = [{ uri: "file:///vms/node1.xml", text: host }];

/** A place in a document, or far out of it. */
function placeIn(document: TextDocument, random: Random) {
  const at = () => document.positionAt(random.below(document.getText().length + 1));
  return random.below(10) > 0
    ? at()
    : random.pick([
        { line: 1e9, character: 0 },
        { line: 0, character: 1e9 },
      ]);
}

type Ask = (document: TextDocument, random: Random) => Query;

const asked =
  (method: string, more: (random: Random) => object = () => ({})): Ask =>
  (document, random) => {
    const { uri, version } = document;
    return { method, params: { uri, version, position: placeIn(document, random), ...more(random) } };
  };

const atPlace =
  (method: string): Ask =>
  (document, random) => ({
    method,
    params: { textDocument: { uri: document.uri }, position: placeIn(document, random) },
  });

/** Each of our own requests; undefined for those that are not about one place of a document. */
const ASKED: Readonly<Record<keyof typeof Request, Ask | undefined>> = {
  switchChoices: asked(Request.switchChoices.method),
  switchModel: asked(Request.switchModel.method, (random) => ({ model: random.pick(["Haswell", "__proto__", ""]) })),
  profileChoices: asked(Request.profileChoices.method),
  insertProfile: asked(Request.insertProfile.method, () => ({ level: "x86-64-v2", vendor: "Intel" })),
  fromQemuCpu: asked(Request.fromQemuCpu.method, (random) => ({
    argument: random.pick(["Haswell,+vmx", "host", ",,,=", ""]),
  })),
  toQemuCpu: asked(Request.toQemuCpu.method),
  explainStart: asked(Request.explainStart.method),
  expandHostModel: asked(Request.expandHostModel.method, () => ({ hosts })),
  runOnTarget: asked(Request.runOnTarget.method),
  checkDefine: asked(Request.checkDefine.method),
  documentTarget: ({ uri }) => ({ method: Request.documentTarget.method, params: { uri } }),
  drift: asked(Request.drift.method, () => ({ definition: "<domain><name>x</name><cpu mode='host-model'/></domain>" })),
  takeOver: asked(Request.takeOver.method, () => ({ definition: "<domain><vcpu>7</vcpu></domain>" })),
  baseline: undefined,
  compareHosts: undefined,
  describeHost: undefined,
  describeHosts: undefined,
  editConfig: undefined,
  hosts: undefined,
  judgeVms: undefined,
  levels: undefined,
  losses: undefined,
  matrix: undefined,
  modelDefinition: undefined,
};

const ASKS: readonly Ask[] = [
  atPlace("textDocument/hover"),
  atPlace("textDocument/hover"),
  atPlace("textDocument/completion"),
  atPlace("textDocument/completion"),
  ({ uri }) => ({ method: "textDocument/documentSymbol", params: { textDocument: { uri } } }),
  ({ uri }) => ({ method: "textDocument/codeLens", params: { textDocument: { uri } } }),
  (document, random) => ({
    method: "textDocument/codeAction",
    params: {
      textDocument: { uri: document.uri },
      range: { start: placeIn(document, random), end: placeIn(document, random) },
      context: { diagnostics: [], ...(random.below(2) === 0 ? { only: ["source.fixAll"] } : {}) },
    },
  }),
  ...Object.values(ASKED).flatMap((ask) => ask ?? []),
];

/** A random question about a document as it is now. */
export function randomQuery(document: TextDocument, random: Random): Query {
  return random.pick(ASKS)(document, random);
}

/** Every method that can be asked for. */
export const METHODS: readonly string[] = [
  "textDocument/hover",
  "textDocument/completion",
  "textDocument/documentSymbol",
  "textDocument/codeLens",
  "textDocument/codeAction",
  "completionItem/resolve",
  ...Object.values(Request)
    .map(({ method }) => method)
    .filter((method) => method.startsWith("libvirtCpu/")),
];
