/**
 * What a language pack tells VS Code's page before it starts; runs in the page. The editor's own texts stay English, as no
 * pack is there.
 *
 * @param language the editor's display language, as `zh-cn`
 */
export function setLanguage(language: string): void {
  Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
}
