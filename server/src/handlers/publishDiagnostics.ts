import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ConfigProblem } from "../../../shared/src/config/index.js";
import { tooLarge } from "../../../shared/src/domain/index.js";
import { makeProblemTexts } from "../../../shared/src/hosts/facts/index.js";
import type { Finding, Severity, Tag } from "../../../shared/src/rules/index.js";
import { rulePage } from "../../../shared/src/rules/loadRuleDocs.js";
import type { ConfigDocuments } from "../config/configDocuments.js";
import { toProtocolRange } from "../context.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { guardTask, StaleError } from "../guard.js";

/** Longer documents are checked when nothing more has come in: keys that pile up during one check share the next. */
const IMMEDIATE_LENGTH = 256 * 1024;
const PAUSE = 2;

/**
 * Checks documents when they are opened or changed, and clears what was found when they are closed.
 *
 * @returns what checks open documents again: all, or one by its URI
 */
export function publishDiagnostics(
  services: Services,
  contexts: DocumentContexts,
  configs: ConfigDocuments,
): { readonly checkAll: () => void; readonly check: (uri: string) => void } {
  const { connection, documents } = services;
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** The last check that each document has had: a long one must not speak after a later one. */
  const checks = new Map<string, symbol>();
  const check = (document: TextDocument) => {
    const { uri } = document;
    waiting.delete(uri);
    const own = Symbol(uri);
    checks.set(uri, own);
    void guardTask(connection.console, "diagnostics", () =>
      publish(
        document,
        services,
        () => (configs.serves(uri) ? configs.diagnostics(document) : diagnosticsOf(document, contexts)),
        () => checks.get(uri) === own,
      ),
    );
  };
  documents.onDidChangeContent(({ document }) =>
    guardTask(connection.console, "change", () => {
      clearTimeout(waiting.get(document.uri));
      if (document.getText().length <= IMMEDIATE_LENGTH) check(document);
      else waiting.set(document.uri, setTimeout(check, PAUSE, document));
    }),
  );
  documents.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.delete(document.uri);
    checks.delete(document.uri);
    services.assessor.forget(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  return {
    checkAll: () => documents.all().forEach(check),
    check: (uri) => {
      const document = documents.get(uri);
      if (document !== undefined) check(document);
    },
  };
}

async function diagnosticsOf(document: TextDocument, contexts: DocumentContexts): Promise<Diagnostic[]> {
  if (await contexts.isExcluded(document.uri)) return [];
  if (contexts.isTooLarge(document)) return [tooLargeDiagnostic()];
  const parts = await contexts.openAll(document.uri);
  const problem = parts.length === 0 ? undefined : contexts.targetProblem(document);
  const all = problem === undefined ? [] : [problemDiagnostic(document, problem, makeProblemTexts())];
  for (const open of parts) {
    all.push(...diagnostics(open.textDocument, (await contexts.checked(open)).findings));
  }
  return all;
}

async function publish(
  document: TextDocument,
  services: Services,
  find: () => Promise<Diagnostic[]>,
  isLast: () => boolean,
): Promise<void> {
  const { uri, version } = document;
  try {
    const found = await find();
    if (services.documents.get(uri) === document && isLast()) {
      await services.connection.sendDiagnostics({ uri, version, diagnostics: found });
    }
  } catch (error) {
    // A newer version is on its way, with a check of its own.
    if (!(error instanceof StaleError)) throw error;
  }
}

const source = "libvirt-cpu";

/** A problem of a configuration, or of what a document says of its configuration. */
export function problemDiagnostic(
  textDocument: TextDocument,
  problem: ConfigProblem,
  textOf: (problem: ConfigProblem) => string,
): Diagnostic {
  return {
    range: toProtocolRange(textDocument, problem),
    severity: SEVERITY[problem.severity],
    code: "configuration",
    source,
    message: textOf(problem),
  };
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const TAG: Readonly<Record<Tag, DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

/** Findings as the protocol shows them. */
function diagnostics(textDocument: TextDocument, findings: readonly Finding[]): Diagnostic[] {
  return findings.map((finding) => toDiagnostic(textDocument, finding));
}

function toDiagnostic(textDocument: TextDocument, finding: Finding): Diagnostic {
  const { rule, stage, severity, message, related, tags } = finding;
  return {
    range: toProtocolRange(textDocument, finding),
    severity: SEVERITY[severity],
    code: rule,
    codeDescription: { href: rulePage(rule) },
    source,
    message,
    ...(tags.length > 0 ? { tags: tags.map((tag) => TAG[tag]) } : {}),
    ...(related.length > 0
      ? {
          relatedInformation: related.map((place) => ({
            location: { uri: textDocument.uri, range: toProtocolRange(textDocument, place) },
            message: place.message,
          })),
        }
      : {}),
    data: { stage },
  };
}

/** The one thing said about a document that is not looked into. */
function tooLargeDiagnostic(): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: SEVERITY[tooLarge.severity],
    code: tooLarge.rule,
    source,
    message: tooLarge.message(),
  };
}
