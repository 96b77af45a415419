/** Parts of the server that typing does not need, loaded when they are: a browser's worker is one file and has them all. */
export interface Parts {
  readonly answers: () => Promise<typeof import("./handlers/answers.js")>;
  readonly configFeatures: () => Promise<typeof import("./config/configFeatures.js")>;
}

export type ConfigFeatures = Awaited<ReturnType<Parts["configFeatures"]>>;
