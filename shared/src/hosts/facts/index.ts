/** What is known of configured hosts, and how it is read: the same for the language server and the command line. */
export { describeFolders } from "./describeFolders.js";
export { type FolderBook, makeFolderBook } from "./folderBook.js";
export type { FactSources, HostFacts } from "./hostFacts.js";
export { type HostReader, type HostText, makeHostReader } from "./hostReader.js";
export { makeReferences, type References } from "./references.js";
