import { attributeNamed, childNamed, grandchildrenNamed, type XmlElement } from "../xml/index.js";
import { type ReadDefinition, readEdited, readPrinted, withUuid } from "./editedDefinition.js";
import { type KeptSecrets, keepSecrets } from "./secrets.js";

/** A file's text as the definition of a VM that libvirt has. */
export interface DefinitionFrom extends KeptSecrets {
  /** Elements that the file lacks, and that libvirt would replace by new ones. */
  readonly replaced: readonly string[];
}

/**
 * Makes the definition of a VM from a file: with the UUID of that VM, and with placeholders for passwords that only libvirt
 * has.
 *
 * @param file what is read of the text
 * @param opened the definition that libvirt has
 */
export function definitionFrom(
  text: string,
  file: ReadDefinition,
  opened: { readonly uuid: string; readonly text: string },
): DefinitionFrom {
  const stored = readPrinted(opened.text);
  if (stored === undefined) return { text, kept: 0, lost: 0, replaced: [] };
  const secrets = keepSecrets(text, file.domain, stored.domain);
  const again = readEdited(secrets.text, opened.text);
  const isSame = file.uuid === opened.uuid || "reason" in again;
  return {
    ...secrets,
    text: isSame ? secrets.text : withUuid(secrets.text, again, opened.uuid),
    replaced: replacedByNew(file.domain, stored),
  };
}

/** The VM would get another network card or lose its boot entries. */
function replacedByNew(file: XmlElement, { name, domain }: ReadDefinition): readonly string[] {
  const macOf = (card: XmlElement) => attributeNamed(childNamed(card, "mac"), "address")?.value.toLowerCase();
  const cards = grandchildrenNamed(file, "devices", "interface").map(macOf);
  const macs = grandchildrenNamed(domain, "devices", "interface").flatMap((card) => macOf(card) ?? []);
  const lost = cards.includes(undefined) ? macs.filter((mac) => !cards.includes(mac)) : [];
  const [mine, stored] = [file, domain].map((each) => childNamed(each, "os"));
  const isUefi = childNamed(mine, "loader") !== undefined || attributeNamed(mine, "firmware") !== undefined;
  const nvram = childNamed(stored, "nvram")?.content.trim() ?? "";
  // What it makes has this path.
  const isSame = nvram === "" || nvram.includes(`/nvram/${name}_VARS.`);
  const isLost = isUefi && !isSame && childNamed(mine, "nvram") === undefined;
  return [...lost.map((mac) => `<mac address='${mac}'/>`), ...(isLost ? [`<nvram>${nvram}</nvram>`] : [])];
}
