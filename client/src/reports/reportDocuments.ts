import * as vscode from "vscode";

/** The scheme of the read-only documents that hold reports. */
export const reportScheme = "libvirt-cpu-report";

const MOST_CHARACTERS = 100;

/** The path of a report by its title: `/Start of web01 on lab.md`. What no file may be called becomes a dash. */
export function reportPath(title: string): string {
  const name = title.replaceAll(/[\s\p{Cc}]+/gu, " ").replaceAll(/[\\/:*?"<>|#%]+/g, "-");
  return `/${name.trim().slice(0, MOST_CHARACTERS) || "report"}.md`;
}

/** More than anybody has open; the oldest go. */
const MOST_REPORTS = 30;

/** A report to show. */
interface ShownReport {
  readonly title: string;
  readonly markdown: string;
}

/** Reports as read-only documents, shown as VS Code's preview of Markdown. */
export interface ReportDocuments extends vscode.Disposable {
  /** Shows a report; one of the same title takes the place of the older one. */
  show(report: ShownReport): Promise<vscode.Uri>;
  /** The Markdown of the report in the active tab, else of the one that was shown last. */
  active(): string | undefined;
}

export function createReportDocuments(): ReportDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  /** By path, the last one shown last. */
  const reports = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => reports.get(path) ?? goneText(),
  });
  const tabs = trackReports(() => [...reports.keys()]);
  return {
    show: async ({ title, markdown }) => {
      const path = reportPath(title);
      reports.delete(path);
      reports.set(path, markdown);
      for (const oldest of [...reports.keys()].slice(0, -MOST_REPORTS)) reports.delete(oldest);
      const uri = vscode.Uri.from({ scheme: reportScheme, path });
      changed.fire(uri);
      await showMarkdown(uri);
      return uri;
    },
    active: () => reports.get(activeReport([...reports.keys()]) ?? [...reports.keys()].at(-1) ?? ""),
    dispose: () => vscode.Disposable.from(provider, changed, tabs).dispose(),
  };
}

function goneText(): string {
  return `${vscode.l10n.t("This report is no longer available. Run its command again.")}\n`;
}

/** The preview may have been turned off: then the text is shown, which can be read as well. */
async function showMarkdown(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  try {
    await vscode.commands.executeCommand("markdown.showPreview", document.uri);
  } catch {
    await vscode.window.showTextDocument(document, { preview: true });
  }
}

/** The key that the button waits for which copies a report. */
const contextKey = "libvirtCpu.isReport";

/** What VS Code's own preview of Markdown is called among the kinds of tabs. */
const previewType = "markdown.preview";

/**
 * The report that the active tab shows, as a preview or as its text.
 *
 * @param paths of the reports that there are
 * @returns its path
 */
function activeReport(paths: readonly string[]): string | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (tab?.input instanceof vscode.TabInputText) {
    return tab.input.uri.scheme === reportScheme ? tab.input.uri.path : undefined;
  }
  // A preview does not tell what it shows; its title names the document.
  const isPreview = tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.includes(previewType);
  return isPreview ? paths.find((path) => tab.label.endsWith(path.slice(1))) : undefined;
}

/** Keeps the context key true while the active tab shows a report. */
function trackReports(paths: () => readonly string[]): vscode.Disposable {
  let last: boolean | undefined;
  const update = (): void => {
    const now = activeReport(paths()) !== undefined;
    if (now === last) return;
    last = now;
    vscode.commands.executeCommand("setContext", contextKey, now);
  };
  update();
  const { tabGroups } = vscode.window;
  return vscode.Disposable.from(tabGroups.onDidChangeTabs(update), tabGroups.onDidChangeTabGroups(update));
}
