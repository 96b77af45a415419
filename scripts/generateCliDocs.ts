import { COMMON, exitRows, optionHead, optionText, PROGRAM, usageLine } from "../cli/src/arguments/usage.js";
import type { CliCommand } from "../cli/src/command.js";
import { COMMANDS } from "../cli/src/commands/index.js";

const HEAD = `# The command line

Made from the commands' own definitions by \`npm run data:generate\`; do not edit.

\`${PROGRAM}\` checks, explains and expands the CPUs of libvirt virtual machines, and shows on which hosts they start. It
needs no libvirt, calls no other program and fetches nothing: hosts are known by the documents that \`virsh\` has written
about them.

\`\`\`sh
npx ${PROGRAM} lint vms/
virsh dumpxml web01 | npx ${PROGRAM} lint -
\`\`\`

| command | what it does |
| --- | --- |
`;

const SERVER = `## The language server

\`libvirt-cpu-language-server\` serves any editor that speaks the language server protocol, for documents of the language
\`xml\`: \`--stdio\`, \`--socket=<port>\` or \`--node-ipc\` says how they talk.
`;

/** @returns target path -> generated text */
export function generateCliDocs(): Map<string, string> {
  const rows = COMMANDS.map(({ name, summary }) => `| [${name}](#${name}) | ${summary} |\n`);
  return new Map([["docs/cli.md", `${HEAD}${rows.join("")}\n${COMMANDS.map(section).join("\n")}\n${SERVER}`]]);
}

function section(command: CliCommand): string {
  const { name, summary, description, options, examples } = command;
  const optionRows = [...options, ...COMMON].map(
    (option) => `| \`${optionHead(option)}\` | ${cell(optionText(option))} |`,
  );
  return [
    `## ${name}`,
    "",
    summary,
    "",
    "```sh",
    usageLine(command),
    "```",
    "",
    ...description.flatMap((paragraph) => [escaped(paragraph), ""]),
    "| option | |",
    "| --- | --- |",
    ...optionRows,
    "",
    "| ends with | |",
    "| --- | --- |",
    ...exitRows(command).map(([code, says]) => `| ${code} | ${cell(says)} |`),
    "",
    "```sh",
    ...examples.flatMap(([example, says]) => [`# ${says}`, example]),
    "```",
    "",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("*", "\\*");
}

function cell(text: string): string {
  return escaped(text).replaceAll("|", "\\|");
}
