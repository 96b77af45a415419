/** Put in by the bundler: where this bundle runs. */
declare const suiteHost: "node" | "web" | "untrusted";

/** Where the suite runs: `untrusted` is Node's extension host with a folder that nobody trusts. */
export const host = suiteHost;
