import { importsOf, type Source } from "./imports.js";

/**
 * What the files of each folder may import beside their own folder: other folders or files of ours, then packages.
 * A folder inside another has a row of its own and does not take part in that of the outer one.
 */
const ARROWS: Readonly<Record<string, { readonly to: readonly string[]; readonly packages?: readonly string[] }>> = {
  "shared/src/common": { to: [], packages: ["@vscode/l10n"] },
  "shared/src/engine": { to: shared("common xml"), packages: ["fast-xml-parser"] },
  "shared/src/xml": { to: ["shared/src/common"], packages: ["@vscode/l10n"] },
  "shared/src/domain": { to: shared("common engine xml"), packages: ["@vscode/l10n"] },
  "shared/src/config": { to: shared("common engine"), packages: ["@vscode/l10n", "jsonc-parser"] },
  "shared/src/messages": { to: shared("config") },
  "shared/src/messages.ts": { to: shared("config messages") },
  "shared/src/catalogue": { to: shared("common domain engine xml"), packages: ["@vscode/l10n"] },
  "shared/src/qemu": { to: shared("common catalogue engine"), packages: ["@vscode/l10n"] },
  "shared/src/edits": { to: shared("common engine xml") },
  "shared/src/hosts": {
    to: shared("catalogue common domain engine hosts/facts messages.ts xml"),
    packages: ["@vscode/l10n"],
  },
  "shared/src/hosts/facts": {
    to: shared("catalogue common config domain engine hosts messages.ts xml"),
    packages: ["@vscode/l10n", "jsonc-parser"],
  },
  "shared/src/reports": {
    to: shared("catalogue common domain engine hosts messages.ts reports/matrix/view vms xml"),
    packages: ["@vscode/l10n"],
  },
  "shared/src/reports/matrix/view": { to: shared("common messages.ts"), packages: ["@vscode/l10n"] },
  "shared/src/describe": { to: shared("catalogue common domain engine hosts xml"), packages: ["@vscode/l10n"] },
  "shared/src/planning": {
    to: shared("catalogue common domain edits engine hosts messages.ts reports xml"),
    packages: ["@vscode/l10n"],
  },
  "shared/src/rules": {
    to: shared("catalogue common domain edits engine hosts planning qemu xml"),
    packages: ["@vscode/l10n"],
  },
  "shared/src/embedded": { to: shared("common domain rules xml") },
  "shared/src/vms": { to: shared("catalogue domain edits xml"), packages: ["diff"] },
  "shared/src/rewrites": {
    to: shared("catalogue common domain edits engine hosts qemu planning rules xml"),
    packages: ["@vscode/l10n"],
  },
  "server/src": {
    to: ["shared/src"],
    packages: ["@vscode/l10n", "jsonc-parser", "vscode-languageserver", "vscode-languageserver-textdocument"],
  },
  "server/src/browser": { to: ["server/src", "shared/src"], packages: ["vscode-languageserver/browser"] },
  "server/src/node": { to: ["server/src", "shared/src"], packages: ["node:", "vscode-languageserver/node"] },
  // The client knows nothing of the core but the messages, and what is made to be shared.
  "client/src": {
    to: ["client/src/vms", ...shared("common config hosts/referenceCpus.ts messages.ts")],
    packages: ["vscode", "vscode-languageclient"],
  },
  // Each host runs its own part.
  "client/src/main.ts": { to: ["client/src", "client/src/browser", "client/src/node"], packages: ["vscode"] },
  // Of virsh only the types: a browser has these files too, and what it runs takes nothing of Node.
  "client/src/vms": {
    to: ["client/src", "virsh/src", ...shared("common config messages.ts vms")],
    packages: ["vscode"],
  },
  "client/src/browser": {
    to: ["client/src", ...shared("common config messages.ts")],
    packages: ["vscode", "vscode-languageclient", "vscode-languageclient/browser"],
  },
  "client/src/node": {
    to: ["client/src", "client/src/vms", "virsh/src", ...shared("common config messages.ts")],
    packages: ["@vscode/l10n", "node:", "vscode", "vscode-languageclient", "vscode-languageclient/node"],
  },
  // A page of its own, without VS Code.
  "client/src/matrix/webview": {
    to: ["client/src/matrix/protocol.ts", ...shared("common reports/matrix/view messages.ts")],
    packages: ["@vscode/l10n"],
  },
  // Runs virsh, for the extension and the command line.
  "virsh/src": { to: shared("common config messages.ts vms"), packages: ["node:"] },
  "cli/src": { to: ["shared/src", "virsh/src"], packages: ["node:"] },
};

function shared(names: string): string[] {
  return names.split(" ").map((name) => `shared/src/${name}`);
}

/** What a file imports and must not; each as a sentence. */
export function forbiddenImports(source: Source): string[] {
  const own = rowOf(source.name);
  if (own === undefined) return [`${source.name} lies in no folder that scripts/style/arrows.ts knows`];
  const { to, packages = [] } = ARROWS[own] ?? { to: [] };
  return importsOf(source).flatMap(({ target }) => {
    const row = rowOf(target);
    const isAllowed =
      row === own || to.some((each) => holds(each, target, row)) || packages.some((each) => named(each, target));
    return isAllowed ? [] : [`${source.name} imports ${target}: ${own} may import only ${listed(to, packages)}`];
  });
}

/** The innermost row that a file belongs to. */
function rowOf(name: string): string | undefined {
  const rows = Object.keys(ARROWS).filter((each) => name === each || name.startsWith(`${each}/`));
  return rows.sort((one, other) => other.length - one.length)[0];
}

/** An arrow to a folder does not lead into one that has a row of its own, but for those to all of `shared/src`. */
function holds(allowed: string, target: string, row: string | undefined): boolean {
  if (target === allowed || row === allowed) return true;
  return !(allowed in ARROWS) && target.startsWith(`${allowed}/`);
}

function named(allowed: string, target: string): boolean {
  return allowed.endsWith(":") ? target.startsWith(allowed) : target === allowed;
}

function listed(to: readonly string[], packages: readonly string[]): string {
  return ["itself", ...to, ...packages].join(", ");
}
