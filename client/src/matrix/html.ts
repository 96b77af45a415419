import * as vscode from "vscode";

/**
 * The page of the matrix: all but a word for the wait is made by its script.
 *
 * @param nonce a fresh secret; without it neither script nor style is taken
 */
export function matrixHtml(webview: vscode.Webview, extensionUri: vscode.Uri, nonce: string): string {
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", "client", name));
  // Pictures are drawn from what the script has made (blob:); nothing is fetched.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src blob:; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${file("matrix.css")}">
<title>${vscode.l10n.t("Compatibility Matrix")}</title>
</head>
<body>
<main id="matrix"><p class="problem">${vscode.l10n.t("Looking at the hosts…")}</p></main>
<script nonce="${nonce}" src="${file("matrix.js")}"></script>
</body>
</html>`;
}

/** A secret for one page. */
export function makeNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
