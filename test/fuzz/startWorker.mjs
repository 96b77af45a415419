// Node 20 does not hand the loader of TypeScript on to its worker threads.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
