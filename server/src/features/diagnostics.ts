import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { tooLarge } from "../../../shared/src/domain/index.js";
import { type Finding, rulePage, type Severity, type Tag } from "../../../shared/src/rules/index.js";
import { toProtocolRange } from "../context.js";

export const source = "libvirt-cpu";

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
export function diagnostics(textDocument: TextDocument, findings: readonly Finding[]): Diagnostic[] {
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
export function tooLargeDiagnostic(): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: SEVERITY[tooLarge.severity],
    code: tooLarge.rule,
    source,
    message: tooLarge.message(),
  };
}
