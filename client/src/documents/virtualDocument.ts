import * as vscode from "vscode";

/** A read-only document beside the edited one, whose content is replaced each time it is shown. */
export interface VirtualDocument extends vscode.Disposable {
  show(content: string): Promise<void>;
  /** Shows it as what another document would become. */
  showChange(from: vscode.Uri, content: string, title: string): Promise<void>;
  /** Shows it as what a document was before; that one can be changed there. */
  showChangeTo(to: vscode.Uri, content: string, title: string): Promise<void>;
  /** Closes it where it is shown. */
  close(): Promise<void>;
}

/**
 * @param scheme the scheme that the document has for itself
 * @param name its name in the tab
 */
export function createVirtualDocument(scheme: string, name: string): VirtualDocument {
  const uri = vscode.Uri.from({ scheme, path: `/${name}` });
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let current = "";
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => current,
  });
  const replace = (content: string): void => {
    current = content;
    changed.fire(uri);
  };
  return {
    show: async (content) => {
      replace(content);
      await showBeside(uri);
    },
    showChange: async (from, content, title) => {
      replace(content);
      await vscode.commands.executeCommand("vscode.diff", from, uri, title, { preview: true, preserveFocus: true });
    },
    showChangeTo: async (to, content, title) => {
      replace(content);
      await vscode.commands.executeCommand("vscode.diff", uri, to, title);
    },
    close: () => closeTabs(uri),
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}

async function showBeside(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    preview: true,
    preserveFocus: true,
  });
}

async function closeTabs(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const showing = tabs.filter(({ input }) => shownUri(input)?.toString() === uri.toString());
  await vscode.window.tabGroups.close(showing, true);
}

function shownUri(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputText) return input.uri;
  return input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
}
