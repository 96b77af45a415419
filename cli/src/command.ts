import type { Catalogue, CatalogueOptions, IncludedMap } from "../../shared/src/catalogue/index.js";
import type { HostReader, References } from "../../shared/src/hosts/facts/index.js";
import type { ReleaseInForce } from "../../shared/src/hosts/index.js";
import type { Given, OptionName } from "./arguments/given.js";
import type { Exit, Io } from "./io.js";
import type { Printer } from "./text/text.js";
import type { Project, ProjectFile, Workspace } from "./workspace/workspace.js";

/** What a command is given to work with. */
export interface Tools {
  readonly io: Io;
  readonly out: Printer;
  readonly err: Printer;
  readonly workspace: Workspace;
  /** The project around a folder; what is wrong in its configuration is said on standard error. */
  readonly projectOf: (folder: string) => Promise<Project>;
  readonly catalogue: (options: CatalogueOptions) => Promise<Catalogue>;
  readonly references: References;
  /** For hosts that are too many to be kept in memory. */
  readonly streaming: HostReader;
  /** The release to answer for, see pickRelease; says so where it is another, or rests on another's CPU map. */
  readonly release: (wanted: string | undefined) => Promise<string>;
  /** The releases whose CPU maps are included, oldest first. */
  readonly releases: () => Promise<readonly IncludedMap[]>;
  /** The release that a project's documents, or one file of them, are checked for; see releaseInForce. */
  readonly inForce: (project: Project, file?: ProjectFile) => Promise<ReleaseInForce["asked"]>;
}

/** A command: usage, help and docs/cli.md are made from this. */
export interface CliCommand {
  readonly name: string;
  /** What is behind its name and options. */
  readonly takes: string;
  /** One line. */
  readonly summary: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  readonly options: readonly OptionName[];
  readonly examples: readonly (readonly [command: string, says: string])[];
  /** What it ends with, beside 2 for wrong arguments and what cannot be read. */
  readonly exits: Readonly<Partial<Record<Exit, string>>>;
  readonly run: (given: Given, tools: Tools) => Promise<Exit>;
}
