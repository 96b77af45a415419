import { childNamed, type XmlElement } from "../xml/index.js";
import { type Attr, readAttr } from "./attr.js";
import type { DomainView } from "./domainView.js";

/** How the guest boots, as far as `<os>` says. */
export interface FirmwareView {
  readonly firmware: Attr | undefined;
  readonly loader: XmlElement | undefined;
  readonly loaderType: Attr | undefined;
  readonly secure: Attr | undefined;
  /** UEFI for sure: `firmware='efi'`, or a loader of type pflash (virDomainDefHasOldStyleUEFI, 11.3). */
  readonly isUefi: boolean;
}

export function readFirmware({ domain }: Pick<DomainView, "domain">): FirmwareView {
  const os = childNamed(domain, "os");
  const loader = childNamed(os, "loader");
  const firmware = readAttr(os, "firmware");
  const loaderType = readAttr(loader, "type");
  return {
    firmware,
    loader,
    loaderType,
    secure: readAttr(loader, "secure"),
    isUefi: firmware?.value === "efi" || loaderType?.value === "pflash",
  };
}
