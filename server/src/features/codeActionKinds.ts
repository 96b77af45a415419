import { CodeActionKind } from "vscode-languageserver";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.libvirt-cpu`;

/** The kinds of actions there are. */
export const codeActionKinds: string[] = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind];

/** A kind stands for itself and for all below it. */
export function wantsKind(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));
}
