import * as vscode from "vscode";

/** A read-only document beside the edited one, whose content is replaced each time it is shown. */
export interface VirtualDocument extends vscode.Disposable {
  show(content: string): Promise<void>;
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
  return {
    show: async (content) => {
      current = content;
      changed.fire(uri);
      await showBeside(uri);
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
  const showing = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
  );
  await vscode.window.tabGroups.close(showing, true);
}
