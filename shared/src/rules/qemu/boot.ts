import { isOlder } from "../../common/releases.js";
import { type DomainView, parseNumber } from "../../domain/index.js";
import { attributeNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import { type AttributeTest, type Report, wrongAttribute } from "../kit.js";

const YES_NO: AttributeTest = { words: ["yes", "no"] };
const FORMAT: AttributeTest = { words: ["raw", "qcow2"] };

/** What libvirt's parser reads of `<os>` as words: the path of an element below it, an attribute, its values. */
const WORDS: readonly (readonly [path: string, attribute: string, test: AttributeTest])[] = [
  ["boot", "dev", { words: ["hd", "fd", "cdrom", "network"], required: true }],
  ["bootmenu", "enable", YES_NO],
  ["loader", "secure", YES_NO],
  ["loader", "type", { words: ["rom", "pflash"] }],
  ["loader", "readonly", YES_NO],
  ["loader", "stateless", YES_NO],
  ["loader", "format", FORMAT],
  ["nvram", "format", FORMAT],
  ["firmware/feature", "enabled", { ...YES_NO, required: true }],
  ["firmware/feature", "name", { words: ["enrolled-keys", "secure-boot"], required: true }],
];

const SMBIOS: AttributeTest = { words: ["emulate", "host", "sysinfo"] };

/** ACPI tables that a VM may bring along. */
const OLD_TABLES: readonly string[] = ["slic"];
const TABLES: readonly string[] = ["raw", "rawset", "slic", "msdm"];

/** The longest wait before a reboot and in the boot menu, in milliseconds. */
const MOST = 65535n;

/** libvirt: virDomainDefParseBootXML and its neighbours (9.0, 12.8), for every driver; QEMU's limits of the two waits. */
export function* bootWords(view: DomainView, release: string): Iterable<Report> {
  const [os] = childrenNamed(view.domain, "os");
  const type = view.os?.type?.value ?? "hvm";
  if (os === undefined || type !== "hvm") return;
  for (const [path, attribute, test] of WORDS) {
    for (const element of elementsAt(os, path)) yield* wrongAttribute(element, attribute, test);
  }
  const tables = { words: isOlder(release, "11.2.0") ? OLD_TABLES : TABLES, required: true };
  for (const element of elementsAt(os, "acpi/table")) yield* wrongAttribute(element, "type", tables);
  const [smbios] = childrenNamed(os, "smbios");
  const mode = attributeNamed(smbios, "mode")?.value ?? "";
  if (smbios !== undefined && mode !== "") {
    const libvirt = `unsupported configuration: unknown smbios mode '${mode}'`;
    for (const each of wrongAttribute(smbios, "mode", SMBIOS)) yield { ...each, libvirt };
  }
  yield* waits(os);
}

/** Elements that repeat are all read, of others the first. */
function elementsAt(os: XmlElement, path: string): readonly XmlElement[] {
  const [name = "", child] = path.split("/");
  const found = childrenNamed(os, name);
  if (child !== undefined) return found.slice(0, 1).flatMap((each) => childrenNamed(each, child));
  return name === "boot" ? found : found.slice(0, 1);
}

function* waits(os: XmlElement): Iterable<Report> {
  const [menu] = childrenNamed(os, "bootmenu");
  const [bios] = childrenNamed(os, "bios");
  if (menu !== undefined && attributeNamed(menu, "enable")?.value === "yes") {
    const read = (value: string) => within(value, 0n);
    const libvirt = `unsupported configuration: invalid value for boot menu timeout, must be in range [0,${MOST}]`;
    for (const each of wrongAttribute(menu, "timeout", { read })) yield { ...each, libvirt };
  }
  if (bios === undefined) return;
  const read = (value: string) => within(value, -1n);
  const libvirt = `unsupported configuration: invalid value for rebootTimeout, must be in range [-1,${MOST}]`;
  for (const each of wrongAttribute(bios, "rebootTimeout", { read })) yield { ...each, libvirt };
}

function within(value: string, least: bigint): bigint | undefined {
  const number = parseNumber(value, "long");
  return number === undefined || number < least || number > MOST ? undefined : number;
}
