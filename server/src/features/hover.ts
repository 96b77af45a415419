import type { Hover } from "vscode-languageserver";
import { grammarPath } from "../../../shared/src/catalogue/index.js";
import { describe, type PlacedSubject } from "../../../shared/src/describe/index.js";
import { type CpuView, textRange } from "../../../shared/src/domain/index.js";
import { attributeNamed, type Location, locate, type XmlElement } from "../../../shared/src/xml/index.js";
import { markup } from "../client.js";
import { type FeatureContext, toProtocolRange } from "../context.js";

/** What the cursor is on, of what can be explained. */
export function subjectAt({ document }: Pick<FeatureContext, "document">, offset: number): PlacedSubject | undefined {
  const location = locate(document, offset);
  const { element } = location;
  if (element === undefined) return undefined;
  const path = grammarPath(element) ?? hostPath(element);
  if (path === undefined) return undefined;
  switch (location.kind) {
    case "tagName":
    case "endTagName":
      return path === "cpu/topology"
        ? { kind: "topology", range: location.range }
        : { kind: "element", path, range: location.range };
    case "attributeName":
    case "attributeValue":
      return attributeSubject(location, element, path);
    case "text":
      return textSubject(element, path, offset);
    default:
      return undefined;
  }
}

/** The definition that an element belongs to: the cursor may be in a second `<cpu>`. */
export function cpuOf(element: XmlElement | undefined, { view }: Pick<FeatureContext, "view">): CpuView | undefined {
  for (let at = element; at !== undefined; at = at.parent) {
    const found = view.cpus.find((cpu) => cpu.element === at);
    if (found !== undefined) return found;
  }
  return view.cpu;
}

/** Models and features of a host's description are worth a word too. */
function hostPath({ name, parent }: XmlElement): string | undefined {
  if (name !== "model" && name !== "feature" && name !== "vendor") return undefined;
  const inCpu = parent?.name === "cpu" || (parent?.name === "mode" && parent.parent?.name === "cpu");
  return inCpu ? `cpu/${name}` : undefined;
}

function attributeSubject(location: Location, element: XmlElement, path: string): PlacedSubject | undefined {
  const { attribute, range } = location;
  if (attribute === undefined || attribute.name === "") return undefined;
  const { name, value } = attribute;
  if (location.kind === "attributeName") return { kind: "attribute", path, attribute: name, range };
  if (path === "cpu/feature" && name === "name") {
    const policy = attributeNamed(element, "policy")?.value;
    // A host's features have no policy: they are simply there.
    return { kind: "feature", name: value, ...policyOf(policy, element), range };
  }
  if (path === "cpu/topology") return { kind: "topology", range };
  return { kind: "value", path, attribute: name, value, range };
}

function policyOf(policy: string | undefined, element: XmlElement): { readonly policy?: string } {
  if (policy !== undefined) return { policy };
  return grammarPath(element) === undefined ? {} : { policy: "require" };
}

function textSubject(element: XmlElement, path: string, offset: number): PlacedSubject | undefined {
  const range = textRange(element);
  if (range.start === range.end || offset < range.start || offset > range.end) return undefined;
  if (path === "cpu/model") return { kind: "model", name: element.text, range };
  if (path === "cpu/vendor") return { kind: "vendor", name: element.text, range };
  return path === "vcpu" ? { kind: "element", path, range } : undefined;
}

/** Explains what the mouse is over, for this document. */
export function hover(context: FeatureContext, offset: number): Hover | null {
  const subject = subjectAt(context, offset);
  if (subject === undefined) return null;
  const cpu = cpuOf(locate(context.document, offset).element, context);
  const value = describe(subject, context, cpu);
  if (value === undefined || value === "") return null;
  return {
    contents: markup(value, context.client),
    range: toProtocolRange(context.textDocument, subject.range),
  };
}
