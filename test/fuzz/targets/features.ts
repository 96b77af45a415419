import type { Range } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { NO_CAPABILITIES } from "../../../server/src/client.js";
import { makeContext } from "../../../server/src/context.js";
import { codeActions } from "../../../server/src/features/codeActions.js";
import { completion } from "../../../server/src/features/completion.js";
import { hover } from "../../../server/src/features/hover.js";
import { symbols } from "../../../server/src/features/symbols.js";
import { documentRewrites } from "../../../server/src/handlers/codeActionRequests.js";
import { serveDocument, viewAt } from "../../../shared/src/domain/index.js";
import { runSync } from "../../../shared/src/hosts/index.js";
import { checkDocument, documentFixes } from "../../../shared/src/rules/index.js";
import type { Dice } from "../../libvirt/documents/dice.js";
import { testCatalogue } from "../../support/catalogue.js";
import { holds } from "./fail.js";

const catalogue = await testCatalogue();
const CLIENT = { ...NO_CAPABILITIES, extension: true, snippets: true, markdown: true, documentChanges: true };
const PLACES = 4;

/** Whatever the document and the cursor: an answer, with ranges that the protocol allows. */
export function fuzzFeatures(text: string, dice: Dice): void {
  const { tree, views } = serveDocument(text);
  if (tree === undefined) return;
  const textDocument = TextDocument.create("file:///fuzz.xml", "xml", 1, text);
  symbols(textDocument, views, catalogue.grammar);
  const findings = checkDocument({ document: tree, views, catalogue });
  const fixes = documentFixes({ document: tree, views, catalogue });
  for (let n = 0; n < PLACES; n++) {
    // As the protocol can say it: not between the two characters of a line end.
    const offset = textDocument.offsetAt(textDocument.positionAt(dice.below(text.length + 1)));
    const view = viewAt(views, offset);
    if (view === undefined) return;
    const given = { document: tree, views, catalogue, target: undefined, assess: () => undefined, view };
    const context = makeContext(textDocument, CLIENT, given);
    checkHover(hover(context, offset)?.contents, text);
    checkCompletion(completion(context, offset), textDocument, offset);
    const end = Math.min(text.length, offset + dice.below(40));
    const range = { start: offset, end };
    const rewrites = documentRewrites(context, range);
    const asked = { range, findings, fixes, rewrites, textKey: () => "", diagnostics: [], only: undefined };
    runSync(codeActions(context, asked));
  }
}

/** What the document says must not become a link or a tag. */
function checkHover(contents: unknown, text: string): void {
  if (typeof contents !== "object" || contents === null || !("value" in contents)) return;
  // In code, everything is shown as it is.
  const value = String(contents.value).replaceAll(/(`+)[\s\S]*?\1/g, "");
  holds(!/(?<!\\)\]\(command:/.test(value), () => `hover holds a command link: ${value}`);
  const tag = /(?<!\\)<(?:script|img|a)\b/i.exec(value)?.[0];
  holds(tag === undefined || !text.includes(tag), () => `hover holds a tag: ${value}`);
}

function checkCompletion(list: ReturnType<typeof completion>, document: TextDocument, offset: number): void {
  const editRange = list?.itemDefaults?.editRange;
  const ranges = [
    ...(editRange === undefined ? [] : [editRange]),
    ...(list?.items ?? []).flatMap(({ textEdit }) => textEdit ?? []),
  ];
  for (const each of ranges) {
    const range = "insert" in each ? each.insert : "range" in each ? each.range : each;
    const [start, end] = [document.offsetAt((range as Range).start), document.offsetAt((range as Range).end)];
    holds(start <= offset && offset <= end, () => `completion at ${offset} replaces ${start}–${end}`);
    holds((range as Range).start.line === (range as Range).end.line, () => `completion at ${offset} spans lines`);
  }
}
