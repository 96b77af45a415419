import { type ApiFunction, engineApi } from "./engineApi.js";

const HEAD = `# The engine's functions

Made from the sources by \`npm run data:generate\`; do not edit. [The engine](engine.md) shows how they fit together. Every
example is run as a test, with \`map\`, the x86 map of libvirt 12.8.0, and facts about a host: its documents
\`domainCapabilities\`, \`capabilities\` and \`cpudata\`, \`host\`, read from the first two, and its CPU \`hostCpu\`.

`;

/** @returns target path -> generated text */
export function generateEngineDocs(): Map<string, string> {
  return new Map([["docs/engine-api.md", HEAD + engineApi().map(section).join("\n")]]);
}

function section({ name, signature, description, params, returns, throws, example }: ApiFunction): string {
  const rows = [
    ...params.map(([param, says]) => `| \`${param}\` | ${cell(says)} |`),
    ...(returns === "" ? [] : [`| returns | ${cell(returns)} |`]),
    ...(throws === "" ? [] : [`| throws | ${cell(throws)} |`]),
  ];
  return [
    `## ${name}`,
    "",
    prose(description),
    "",
    "```ts",
    signature,
    "```",
    "",
    ...(rows.length === 0 ? [] : ["| | |", "| --- | --- |", ...rows, ""]),
    ...(example === "" ? [] : ["```ts", example, "```", ""]),
  ].join("\n");
}

/** Element names are in code already where they matter; elsewhere they would be taken for tags. */
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;").replaceAll(">", "&gt;")))
    .join("");
}

function cell(text: string): string {
  return prose(text).replaceAll("|", "\\|");
}
