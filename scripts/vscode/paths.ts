import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder: it is also the extension under development. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** The workspace a person opens first. */
export const samplesFolder = path.join(projectRoot, "samples");

/** The package that brings the editor; apart from the product's own dependencies. */
export const editorPackage = path.join(projectRoot, "test", "e2e");

/** Where runs leave bundles, logs and pictures; never committed. */
export const outputFolder = path.join(projectRoot, "out", "e2e");
