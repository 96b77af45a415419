import type { Catalogue, WhenDoc } from "../../../shared/src/catalogue/index.js";
import { prose, type Subject } from "../../../shared/src/describe/index.js";

/** What depends on the rest of a definition, each sentence with its condition; as Markdown. */
export function whenLines(subject: Subject, { grammar }: Catalogue): string[] {
  return whenOf(subject, grammar).map((when) => `- **${condition(when)}:** ${prose(when.text)}`);
}

function whenOf(subject: Subject, { elements }: Catalogue["grammar"]): readonly WhenDoc[] {
  if (!("path" in subject)) return [];
  const element = elements[subject.path];
  if (subject.kind === "element") return element?.when ?? [];
  const attribute = element?.attributes?.[subject.attribute];
  if (subject.kind === "attribute") return attribute?.when ?? [];
  return attribute?.values?.[subject.value]?.when ?? [];
}

const KEYS = ["mode", "match", "check", "fallback", "type", "arch"] as const;

/** `mode host-model or maximum, no check` */
function condition(when: WhenDoc): string {
  const parts = KEYS.flatMap((key) => {
    const words = when[key];
    if (words === undefined) return [];
    const named = words.filter((word) => word !== "");
    const none = words.includes("") ? [`no ${key}`] : [];
    return [[...none, ...(named.length === 0 ? [] : [`${key} ${named.join(" or ")}`])].join(" or ")];
  });
  return parts.length === 0 ? "always" : parts.join(", ");
}
