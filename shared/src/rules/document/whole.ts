import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { type DomainView, sizeOfText } from "../../domain/index.js";
import { insertChildren, setAttribute, setValue } from "../../edits/index.js";
import { childNamed, documentStyle, type TextEdit, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import { type Check, type Fix, offer, prefer, type Rule, valueRange } from "../kit.js";
import { numaCells } from "../numa/numaCells.js";

/** virDomainVirt (12.8). */
const TYPES: readonly string[] =
  "none qemu kqemu kvm xen lxc uml openvz test vmware hyperv vbox phyp parallels bhyve vz hvf".split(" ");

/** What each part is called in a finding's data, and what libvirt says where it lacks. */
const PARTS = {
  name: "missing name information",
  type: "internal error: missing domain type attribute",
  os: "XML error: an os <type> must be specified",
  memory: "XML error: Memory size must be specified via <memory> or in the <numa> configuration",
} as const;

type Part = keyof typeof PARTS;

/** libvirt: virDomainDefParseXML, virDomainDefPostParseMemory (9.0, 12.8), for every driver. */
const whole: Check = function* ({ document, view }) {
  const { domain, type } = view;
  if (domain === undefined) return;
  if (type !== undefined && type.value !== "" && !TYPES.includes(type.value)) {
    yield {
      rule: "domain-type",
      range: valueRange(type.attribute),
      data: { value: type.value },
      libvirt: `unsupported configuration: invalid domain type ${type.value}`,
      fixes: ({ text }) => otherType(text, type.attribute),
    };
  }
  // A template may be a part that another is put around.
  if (document.template !== undefined || !isWhole(domain)) return;
  for (const part of missingParts(view, domain)) {
    const range = part === "os" ? (childNamed(domain, "os")?.nameRange ?? domain.nameRange) : domain.nameRange;
    yield {
      rule: "vm-incomplete",
      range,
      data: { missing: missingText(part) },
      libvirt: PARTS[part],
      fixes: ({ text }) => addPart(text, domain, part),
    };
  }
};

function otherType(text: string, attribute: XmlAttribute): Fix[] {
  const typed = attribute.value.trim().toLowerCase();
  const [likely = "kvm"] = TYPES.includes(typed)
    ? [typed]
    : similarNames(attribute.value, ["kvm", "qemu", "xen", "lxc"], 1);
  return [...new Set([likely, "kvm", "qemu"])].map((type) =>
    (type === likely ? prefer : offer)(l10n.t("Change to {0}", type), setValue(text, attribute, type)),
  );
}

/**
 * A VM with a name or an id is meant to be whole, and so is one with memory and a system; a `<domain>` around another one
 * is no VM. Anything less is taken for a part of a VM, as guides and templates show it.
 */
function isWhole(domain: XmlElement): boolean {
  // In a namespace libvirt finds none of them; they are meant all the same.
  const has = (part: string) => domain.elements.some(({ name }) => name === part);
  return has("name") || has("uuid") || has("domain") || (has("memory") && has("os"));
}

function* missingParts(view: DomainView, domain: XmlElement): Iterable<Part> {
  if ((childNamed(domain, "name")?.content ?? "") === "") yield "name";
  if ((view.type?.value ?? "") === "") yield "type";
  if ((view.os?.type?.value ?? "") === "" && childNamed(domain, "bootloader") === undefined) yield "os";
  if (lacksMemory(view, domain)) yield "memory";
}

/** Devices of memory are judged where they are. */
function lacksMemory(view: DomainView, domain: XmlElement): boolean {
  const size = sizeOfText(childNamed(domain, "memory"));
  if ("problem" in size || size.bytes > 0n) return false;
  const cells = numaCells(view);
  return cells.every(({ memory }) => memory !== undefined && /^[\s+0]+$/.test(memory.value));
}

function missingText(part: Part): string {
  switch (part) {
    case "name":
      return l10n.t("a name (<name>)");
    case "type":
      return l10n.t("a domain type (such as type='kvm')");
    case "os":
      return l10n.t("a type (<os><type>hvm</type></os>)");
    case "memory":
      return l10n.t("memory (<memory>, or cells with memory)");
  }
}

/** Where libvirt prints a VM's own memory and system: in front of these. */
const BEHIND_MEMORY: ReadonlySet<string> = new Set(
  "currentMemory blkiotune memtune memoryBacking vcpu vcpus iothreads cputune numatune resource os features cpu clock devices".split(
    " ",
  ),
);
const BEHIND_OS: ReadonlySet<string> = new Set(
  "idmap features cpu clock on_poweroff on_reboot on_crash pm devices".split(" "),
);

function addPart(text: string, domain: XmlElement, part: Part): Fix[] {
  const { quote } = documentStyle(text);
  const before = (names: ReadonlySet<string>) => domain.elements.find(({ name }) => names.has(name));
  const add = (line: string, names: ReadonlySet<string>): TextEdit =>
    insertChildren(text, domain, [line], before(names));
  switch (part) {
    case "type":
      return [prefer(l10n.t("Add {0}='{1}'", "type", "kvm"), typeEdit(text, domain))];
    case "os": {
      const os = childNamed(domain, "os");
      if (os !== undefined && childNamed(os, "type") !== undefined) return [];
      const edit =
        os === undefined
          ? add("<os><type>hvm</type></os>", BEHIND_OS)
          : insertChildren(text, os, ["<type>hvm</type>"], os.elements[0]);
      return [prefer(l10n.t("Add <{0}>", "type"), edit)];
    }
    case "memory":
      if (childNamed(domain, "memory") !== undefined) return [];
      return [offer(l10n.t("Add <{0}>", "memory"), add(`<memory unit=${quote}GiB${quote}>2</memory>`, BEHIND_MEMORY))];
    case "name":
      return [];
  }
}

function typeEdit(text: string, domain: XmlElement): TextEdit {
  const attribute = domain.attributes.find(({ name }) => name === "type");
  return attribute === undefined
    ? setAttribute(text, domain, "type", "kvm", "first")
    : setValue(text, attribute, "kvm");
}

/** What a VM can't do without. */
export const wholeRules: readonly Rule[] = [
  {
    id: "domain-type",
    stage: "define",
    severity: "error",
    message: "Unknown domain type '{value}'. Use kvm or qemu.",
    check: whole,
  },
  {
    id: "vm-incomplete",
    stage: "define",
    severity: "error",
    message: "The VM is missing {missing}.",
  },
];
