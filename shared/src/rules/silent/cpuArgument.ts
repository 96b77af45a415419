import type { Catalogue } from "../../catalogue/catalogue.js";
import type { CpuView } from "../../domain/index.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { escapeText } from "../../edits/escapeXml.js";
import { removeElements } from "../../edits/removeElements.js";
import { documentStyle, lineIndentAt } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";

/** What one argument of QEMU's -cpu says, in libvirt's words. */
export interface CpuArgument {
  readonly mode: "custom" | "host-passthrough" | "maximum";
  readonly model?: string;
  readonly migratable?: "on" | "off";
  readonly features: ReadonlyMap<string, "require" | "disable">;
}

/**
 * Reads QEMU's `host,+vmx,-hle,aes=off,migratable=off`.
 *
 * @returns undefined where some part has no place in `<cpu>`: `kvm=off`, `hv_…`, names that libvirt's map does not have
 */
export function cpuOfArgument(argument: string, { map, models }: Catalogue): CpuArgument | undefined {
  const [name = "", ...parts] = argument.split(",");
  if (map === undefined || (name !== "host" && name !== "max" && !models.has(name))) return undefined;
  const features = new Map<string, "require" | "disable">();
  let migratable: "on" | "off" | undefined;
  for (const part of parts) {
    const match = /^(?:([+-])([\w.-]+)|([\w.-]+)(?:=(on|off|true|false|yes|no))?)$/.exec(part);
    if (match === null) return undefined;
    const on = match[1] === "+" || (match[1] === undefined && !/^(?:off|false|no)$/.test(match[4] ?? "on"));
    const typed = match[2] ?? match[3] ?? "";
    if (typed === "migratable") migratable = on ? "on" : "off";
    else {
      const feature = map.featureByName.get(typed) ?? map.featureByAlias.get(typed);
      if (feature === undefined) return undefined;
      features.set(feature.name, on ? "require" : "disable");
    }
  }
  const mode = name === "host" ? "host-passthrough" : name === "max" ? "maximum" : "custom";
  if (mode === "custom" && migratable !== undefined) return undefined;
  return {
    mode,
    ...(mode === "custom" ? { model: name } : {}),
    ...(migratable === undefined ? {} : { migratable }),
    features,
  };
}

const REPLACED: ReadonlySet<string> = new Set(["model", "vendor", "feature"]);

/** Puts it in the place of what a `<cpu>` says of its model and features; topology, cache and NUMA stay. */
export function writeOver(text: string, cpu: CpuView, argument: CpuArgument): TextEdit[] {
  const { element } = cpu;
  const lines = childLines(text, argument);
  const start = startTag(text, argument);
  if (element.endTag === undefined)
    return [{ start: element.start, end: element.end, newText: whole(text, cpu, start, lines) }];
  const gone = new Set(element.elements.filter(({ name }) => REPLACED.has(name)));
  const kept = element.elements.find((child) => !gone.has(child));
  return [
    { start: element.start, end: element.startTag.end, newText: `${start}>` },
    ...removeElements(text, [...gone]),
    ...(lines.length === 0 ? [] : [insertChildren(text, element, lines, kept)]),
  ];
}

function whole(text: string, { element }: CpuView, start: string, lines: readonly string[]): string {
  if (lines.length === 0) return `${start}/>`;
  const { indent, newline } = documentStyle(text);
  const outer = lineIndentAt(text, element.start);
  return [`${start}>`, ...lines.map((line) => `${outer}${indent}${line}`), `${outer}</cpu>`].join(newline);
}

function startTag(text: string, { mode, migratable }: CpuArgument): string {
  const { quote } = documentStyle(text);
  return `<cpu mode=${quote}${mode}${quote}${migratable === undefined ? "" : ` migratable=${quote}${migratable}${quote}`}`;
}

function childLines(text: string, { model, features }: CpuArgument): string[] {
  const { quote } = documentStyle(text);
  const listed = [...features].map(
    ([name, policy]) => `<feature policy=${quote}${policy}${quote} name=${quote}${name}${quote}/>`,
  );
  return model === undefined ? listed : [`<model>${escapeText(model)}</model>`, ...listed];
}
