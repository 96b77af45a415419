import type { RunningEditor } from "./startEditor.js";

/** What the page is to show and to run. */
export interface PageContent {
  /** Absolute path of the folder to open; an empty window without one. */
  readonly workspace?: string;
  /** Absolute paths of the extensions under development. */
  readonly extensions: readonly string[];
  /** Absolute path of a file to open in it. */
  readonly file?: string;
  /** Absolute path of a module whose run() is called in the extension host. */
  readonly tests?: string;
}

/**
 * The address of a VS Code page with extensions under development, as VS Code's own automation builds it.
 *
 * @param editor the server
 * @param content what to open
 * @returns an address for any browser of this machine; it holds the server's secret
 */
export function editorAddress(editor: RunningEditor, content: PageContent): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${editor.port}${encodeURI(file)}`;
  const payload: [string, string][] = [["skipWelcome", "true"]];
  for (const extension of content.extensions) payload.push(["extensionDevelopmentPath", remote(extension)]);
  if (content.file !== undefined) payload.push(["openFile", remote(content.file)]);
  if (content.tests !== undefined) payload.push(["extensionTestsPath", remote(content.tests)]);
  const query = new URLSearchParams({
    tkn: editor.token,
    ...(content.workspace === undefined ? { ew: "true" } : { folder: content.workspace }),
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${editor.port}/?${query}`;
}
