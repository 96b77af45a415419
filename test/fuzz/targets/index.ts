import type { Dice } from "../../libvirt/documents/dice.js";
import type { Corpus } from "../corpus.js";
import { fuzzAgreement } from "./agreement.js";
import { fuzzCommandLine } from "./commandLine.js";
import { fuzzEmbedded } from "./embedded.js";
import { fuzzFeatures } from "./features.js";
import { fuzzFrames } from "./frames.js";
import { fuzzAddress, fuzzConfig, fuzzDefinition, fuzzHost } from "./readers.js";
import { fuzzRewrite } from "./rewrite.js";
import { fuzzRules } from "./rules.js";
import { fuzzTree } from "./tree.js";

/** Something that reads documents, and the laws that it keeps: it throws where one is broken. */
export interface Target {
  readonly name: string;
  /** What its documents are like. */
  readonly from: keyof Corpus;
  /** How many of a thousand documents it is given. */
  readonly share: number;
  readonly check: (text: string, dice: Dice) => void | Promise<void>;
}

export const TARGETS: readonly Target[] = [
  { name: "tree", from: "domains", share: 260, check: fuzzTree },
  { name: "rules", from: "domains", share: 200, check: fuzzRules },
  { name: "features", from: "domains", share: 120, check: fuzzFeatures },
  { name: "agreement", from: "cpus", share: 200, check: fuzzAgreement },
  { name: "embedded", from: "domains", share: 60, check: fuzzEmbedded },
  { name: "definition", from: "cpus", share: 100, check: fuzzDefinition },
  { name: "hosts", from: "hosts", share: 50, check: fuzzHost },
  { name: "config", from: "configs", share: 50, check: fuzzConfig },
  { name: "addresses", from: "addresses", share: 50, check: fuzzAddress },
  { name: "frames", from: "frames", share: 30, check: fuzzFrames },
  { name: "command-line", from: "domains", share: 20, check: fuzzCommandLine },
  { name: "rewrite", from: "domains", share: 10, check: fuzzRewrite },
];
