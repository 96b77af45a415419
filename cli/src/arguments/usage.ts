import type { CliCommand } from "../command.js";
import { Exit } from "../io.js";
import { type Cell, type Printer, printTable, wrap } from "../text/text.js";
import { OPTION_BY_NAME, type OptionName } from "./given.js";

export const PROGRAM = "libvirt-cpu";
/** Options that every command has. */
export const COMMON: readonly OptionName[] = ["color", "help"];

/** `libvirt-cpu lint [options] [file | folder | -]…` */
export function usageLine({ name, takes }: CliCommand): string {
  return `${PROGRAM} ${name} [options] ${takes}`.trim();
}

/** `-h, --help`, `--format <format>` */
export function optionHead(name: OptionName): string {
  const { short, value } = OPTION_BY_NAME.get(name) ?? {};
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` <${value}>`}`;
}

/** What an option does, with its values. */
export function optionText(name: OptionName): string {
  const { says = "", choices } = OPTION_BY_NAME.get(name) ?? {};
  return choices === undefined ? says : `${says} (${choices.join(", ")})`;
}

/** The exit codes of a command, in words. */
export function exitRows({ exits }: CliCommand): [string, string][] {
  const all = { ...exits, [Exit.failure]: "wrong arguments, or something cannot be read" };
  return Object.entries(all).map(([code, says]) => [code, says]);
}

/** What there is: `libvirt-cpu --help`. */
export function printOverview(printer: Printer, commands: readonly CliCommand[]): void {
  printer.line(`Usage: ${PROGRAM} <command> [options] …`);
  printer.line();
  printer.line("Check, explain and expand the CPU of libvirt virtual machines, and test it against hosts.");
  printer.line();
  printTable(
    printer,
    commands.map(({ name, summary }): Cell[] => [strong(printer, name), summary]),
    "  ",
  );
  printer.line();
  printer.line(`${PROGRAM} <command> --help shows the options of a command, ${PROGRAM} --version the version.`);
}

/** `libvirt-cpu <command> --help` */
export function printHelp(printer: Printer, command: CliCommand): void {
  printer.line(`Usage: ${usageLine(command)}`);
  for (const paragraph of [command.summary, ...command.description]) {
    printer.line();
    for (const line of wrap(paragraph, printer.columns)) printer.line(line);
  }
  section(
    printer,
    "Options",
    [...command.options, ...COMMON].map((name) => [optionHead(name), optionText(name)]),
  );
  section(printer, "Ends with", exitRows(command));
  printer.line();
  printer.line(printer.paint.bold("Examples"));
  for (const [example, says] of command.examples) {
    printer.line(`  ${printer.paint.cyan(example)}`);
    printer.line(`      ${says}`);
  }
}

function section(printer: Printer, title: string, rows: readonly (readonly [string, string])[]): void {
  printer.line();
  printer.line(printer.paint.bold(title));
  printTable(
    printer,
    rows.map(([head, text]): Cell[] => [strong(printer, head), text]),
    "  ",
  );
}

function strong({ paint }: Printer, text: string): Cell {
  return { text, paint: paint.cyan };
}
