import type { HostText } from "../../../shared/src/hosts/facts/index.js";
import { PARTIAL_MARK } from "../../../shared/src/hosts/fleet/index.js";

/** What a line of JSON says. */
export type HostLine =
  | { readonly name: string; readonly texts: readonly HostText[] }
  | { readonly name: string; readonly reference: string }
  | { readonly partial: object }
  | { readonly wrong: string };

/** The documents about a host that a line may hold, as text. */
const DOCUMENTS = ["domainCapabilities", "capabilities", "cpu", "cpudata", "cpuid"] as const;

/** Reads a line: one host as an object with its documents, or what `baseline --partial` printed. */
export function readHostLine(text: string, number: number): HostLine {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { wrong: "it is no JSON object." };
  if (Object.hasOwn(value, PARTIAL_MARK)) return { partial: value };
  const fields = new Map<string, unknown>(Object.entries(value));
  const name = fields.get("name") ?? `line ${number}`;
  const reference = fields.get("reference");
  if (typeof name !== "string") return { wrong: "its name is no text." };
  if (typeof reference === "string") return { name, reference };
  const texts: HostText[] = [];
  for (const kind of DOCUMENTS) {
    const document = fields.get(kind);
    if (document === undefined || document === null) continue;
    if (typeof document !== "string") return { wrong: `its ${kind} is no text.` };
    texts.push({ name: kind, text: document });
  }
  if (texts.length === 0) return { wrong: `it has none of ${DOCUMENTS.join(", ")} or reference.` };
  return { name, texts };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
