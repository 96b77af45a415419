import { createExtension } from "../extension.js";

/** The extension in a browser's extension host. */
export const browserExtension = createExtension(async (given) =>
  (await import("./languageClient.js")).makeBrowserClient(given),
);
