import {
  type IncludedMap,
  loadReleases,
  makeCatalogues,
  pickRelease,
  type ReadData,
} from "../../shared/src/catalogue/index.js";
import { restsOn } from "../../shared/src/describe/index.js";
import { makeHostReader, makeReferences } from "../../shared/src/hosts/facts/index.js";
import { releaseInForce } from "../../shared/src/hosts/index.js";
import { type Given, meant, readArguments } from "./arguments/given.js";
import { COMMON, PROGRAM, printHelp, printOverview, usageLine } from "./arguments/usage.js";
import type { CliCommand, Tools } from "./command.js";
import { COMMANDS } from "./commands/index.js";
import { Exit, FailureError, type Io, UsageError } from "./io.js";
import { configReport } from "./lint/checkText.js";
import { type ColourChoice, makePrinter, type Printer, plain } from "./text/text.js";
import { readGivenHosts } from "./workspace/givenHosts.js";
import { makeWorkspace, type Overrides, type Project } from "./workspace/workspace.js";

/** What is read of `data/`, and of hosts: when it is first needed, and once. */
export type Sources = ReturnType<typeof makeSources>;

export function makeSources(readData: ReadData) {
  let loaded: Promise<readonly IncludedMap[]> | undefined;
  const releases = () => {
    loaded ??= loadReleases(readData);
    return loaded;
  };
  const catalogue = makeCatalogues(readData);
  return {
    releases,
    catalogue,
    references: makeReferences(readData),
    reader: makeHostReader({ releases, catalogue }),
    streaming: makeHostReader({ releases, catalogue, kept: 256 }),
  };
}

/**
 * Runs the command line.
 *
 * @param args without the program itself
 * @param sources of a run before this one, for who runs it often
 * @returns what the process ends with; never throws for what a user can do
 */
export async function main(args: readonly string[], io: Io, sources = makeSources(io.readData)): Promise<Exit> {
  const err = makePrinter(io.stderr, io, "auto");
  let command: CliCommand | undefined;
  try {
    const [name = "", ...rest] = args;
    if (name.startsWith("-") || name === "" || name === "help") return overview(args, io);
    command = findCommand(name);
    const given = readArguments(rest, [...command.options, ...COMMON]);
    const out = makePrinter(io.stdout, io, colourOf(given));
    if (given.has("help")) {
      printHelp(out, command);
      return Exit.ok;
    }
    return await command.run(
      given,
      makeTools({ given, io, out, err: makePrinter(io.stderr, io, colourOf(given)) }, sources),
    );
  } catch (error) {
    return fail(error, command, err);
  }
}

function overview(args: readonly string[], io: Io): Exit {
  const [topic, ...rest] = args[0] === "help" ? args.slice(1) : [];
  if (topic !== undefined && rest.length === 0) {
    printHelp(makePrinter(io.stdout, io, "auto"), findCommand(topic));
    return Exit.ok;
  }
  const given = readArguments(args, ["help", "version", "color"]);
  const isAsked = given.has("help") || args[0] === "help";
  if (given.has("version")) io.stdout.write(`${PROGRAM} ${io.version}\n`);
  else printOverview(makePrinter(isAsked ? io.stdout : io.stderr, io, colourOf(given)), COMMANDS);
  return isAsked || given.has("version") ? Exit.ok : Exit.failure;
}

function findCommand(name: string): CliCommand {
  const command = COMMANDS.find((each) => each.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((each) => each.name);
  throw new UsageError(`Unknown command ${name}.${meant(name, names)}`);
}

function fail(error: unknown, command: CliCommand | undefined, err: Printer): Exit {
  const { paint } = err;
  const isOurs = error instanceof UsageError || error instanceof FailureError;
  const message = error instanceof Error ? error.message : String(error);
  // What nobody foresaw is a fault of ours: where it stands helps whoever looks for it.
  const [, ...trace] = !isOurs && error instanceof Error ? (error.stack ?? "").split("\n").slice(0, 6) : [""];
  err.line(`${paint.red(`${PROGRAM}:`)} ${plain(message)}`);
  for (const line of trace) err.line(line);
  if (error instanceof UsageError) {
    err.line(`Usage: ${command === undefined ? `${PROGRAM} <command> [options] …` : usageLine(command)}`);
    err.line(`${PROGRAM} ${command === undefined ? "" : `${command.name} `}--help shows more.`);
  }
  return Exit.failure;
}

function colourOf(given: Given): ColourChoice {
  const choice = given.text("color");
  return choice === "always" || choice === "never" ? choice : "auto";
}

type Run = Pick<Tools, "io" | "out" | "err"> & { readonly given: Given };

function makeTools(
  { given, io, out, err }: Run,
  { releases, catalogue, references, reader, streaming }: Sources,
): Tools {
  const hosts = given.texts("host");
  const texts = (["config", "libvirt", "target"] as const).flatMap((name) => {
    const value = given.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const overrides: Overrides = {
    ...Object.fromEntries(texts),
    ...(hosts.length === 0 ? {} : { hosts: (release) => readGivenHosts(hosts, release, { io, reader, references }) }),
  };
  const told = new Set<string>();
  const workspace = makeWorkspace(io, overrides, { references, reader });
  const release: Tools["release"] = async (wanted) => {
    const all = await releases();
    const rests = wanted === undefined ? undefined : restsOn(wanted, all);
    if (rests !== undefined && !told.has(rests)) {
      told.add(rests);
      err.line(err.paint.dim(rests));
    }
    return pickRelease(wanted, all);
  };
  return {
    io,
    out,
    err,
    catalogue,
    references,
    releases,
    streaming,
    workspace,
    projectOf: async (folder) => {
      const project = await workspace.projectOf(folder);
      if (!told.has(project.name)) tellProblems(project, err);
      told.add(project.name);
      return project;
    },
    inForce: async (project, file) => {
      const { libvirt } = project.config;
      if (libvirt !== undefined) return { release: await release(libvirt) };
      return releaseInForce(undefined, await project.target(file), await releases()).asked;
    },
    release,
  };
}

function tellProblems(project: Project, err: Printer): void {
  const report = configReport(project, project.problems);
  for (const { start, message } of report?.diagnostics ?? []) {
    err.line(err.paint.yellow(plain(`${report?.file}:${start.line}:${start.column}: ${message}`)));
  }
}
