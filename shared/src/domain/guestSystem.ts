import { attributeNamed, childrenNamed, type XmlElement } from "../xml/index.js";

/**
 * The operating system that a domain is for: its libosinfo id, as virt-manager and virt-install write it into
 * `<metadata>` (`http://microsoft.com/win/11`).
 */
export function guestSystem(domain: XmlElement | undefined): string | undefined {
  for (const metadata of childrenNamed(domain, "metadata")) {
    for (const info of metadata.elements) {
      if (!/(?:^|:)libosinfo$/.test(info.name)) continue;
      const os = info.elements.find(({ name }) => /(?:^|:)os$/.test(name));
      const id = attributeNamed(os, "id")?.value;
      if (id !== undefined) return id;
    }
  }
  return undefined;
}
