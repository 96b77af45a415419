import * as l10n from "@vscode/l10n";
import type { FromPage, ToPage } from "../protocol.js";
import { element } from "./element.js";
import "./matrix.css";
import { MatrixPage } from "./page.js";
import { readState } from "./viewState.js";

/** What VS Code gives to every webview. */
interface VsCodeApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** Puts the page together and follows what the panel says. */
function start(root: HTMLElement, api: VsCodeApi): void {
  let page: MatrixPage | undefined;
  const events = {
    say: (message: FromPage) => api.postMessage(message),
    keep: (state: unknown) => api.setState(state),
  };
  // Only the editor that holds this page can send it messages.
  window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
    if (data.type === "problem") {
      page?.close();
      page = undefined;
      root.replaceChildren(element("p", { class: "problem", role: "alert" }, data.text));
      return;
    }
    if (page === undefined && data.translations !== undefined) l10n.config({ contents: data.translations });
    page ??= new MatrixPage(root, readState(api.getState()), events);
    page.show(data.title, data.matrix);
  });
  api.postMessage({ type: "ready" });
}

const root = document.getElementById("matrix");
if (root !== null) start(root, acquireVsCodeApi());
