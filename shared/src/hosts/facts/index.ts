/** What is known of configured hosts, and how it is read: the same for the language server and the command line. */
export { configProblems, makeProblemTexts, makeSuggestions, type NamedByConfig } from "./configProblems.js";
export { describeFolders } from "./describeFolders.js";
export { type FolderStore, makeFolderStore } from "./folderStore.js";
export { type FactSources, type HostFacts, pathsOf } from "./hostFacts.js";
export { type HostReader, type HostText, makeHostReader } from "./hostReader.js";
export { makeReferences, type References } from "./references.js";
