import * as l10n from "@vscode/l10n";
import type { CpuView } from "../../../../shared/src/domain/index.js";
import { takesHostCpu } from "../../../../shared/src/engine/index.js";
import { attributeNamed, type XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { CompletionItemKind, type Offer, rank } from "./offer.js";

/** The attributes that an element does not have yet, required ones first. */
export function attributeOffers(
  context: FeatureContext,
  path: string,
  { element, cpu, nameOnly }: { element: XmlElement; cpu: CpuView | undefined; nameOnly: boolean },
): Offer[] {
  const { quote } = context.style;
  const docs = Object.entries(context.catalogue.grammar.elements[path]?.attributes ?? {});
  return docs
    .filter(([name]) => attributeNamed(element, name) === undefined && fits(path, name, context, cpu))
    .map(([name, doc], index) => ({
      label: name,
      kind: CompletionItemKind.Field,
      ...(nameOnly ? {} : { snippet: `${name}=${quote}$1${quote}`, suggestNext: true }),
      ...(doc.required ? { description: l10n.t("required") } : {}),
      sortText: `${doc.required ? 0 : 1}${rank(index)}`,
      subject: { kind: "attribute", path, attribute: name },
    }));
}

/** Attributes that libvirt would refuse or drop on this CPU are not offered. */
function fits(path: string, name: string, { situation }: FeatureContext, cpu: CpuView | undefined): boolean {
  if (cpu?.isHost) return !(path === "cpu" || name === "policy");
  if (path !== "cpu") return true;
  const passesHost = takesHostCpu(situation.mode);
  if (name === "migratable") return passesHost;
  if (name === "match") return situation.mode === "custom";
  return name !== "deprecated_features" || situation.arch === "s390x";
}
