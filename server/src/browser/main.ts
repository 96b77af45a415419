import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from "vscode-languageserver/browser";
import { startServer } from "../server.js";

// The global scope of a worker is a port that both sides post messages to.
const worker = self as unknown as DedicatedWorkerGlobalScope;

// A worker reads no files: the client does that for it.
startServer(
  createConnection(ProposedFeatures.all, new BrowserMessageReader(worker), new BrowserMessageWriter(worker)),
  {},
);
