import { cpuProblem } from "./cpuError.js";
import type { CpuDefinition } from "./definition.js";
import { attributeOf, childOf, childrenOf, childText, type Element } from "./element.js";
import type { Report } from "./propertyReader.js";

/** The architectures libvirt 12.8 names. */
export const ARCHES: ReadonlySet<string> = new Set(
  `alpha armv6l armv7l armv7b aarch64 cris i686 ia64 lm32 loongarch64 m68k microblaze microblazeel mips mipsel mips64
   mips64el openrisc parisc parisc64 ppc ppcle ppc64 ppc64le ppcemb riscv32 riscv64 s390 s390x sh4 sh4eb sparc sparc64
   unicore32 x86_64 xtensa xtensaeb`.split(/\s+/),
);

type HostFacts = Pick<CpuDefinition, "arch" | "microcode" | "signature" | "tsc">;

/** What only a host's `<cpu>` says: architecture, microcode, signature and time stamp counter. */
export function readHostFacts(element: Element, report: Report): HostFacts {
  const arch = readArch(element, report);
  const microcode = readNumber(childOf(element, "microcode"), "version", "invalid microcode version", report);
  const signature = readSignature(childOf(element, "signature"), report);
  const counter = childrenOf(element, "counter").find((child) => attributeOf(child, "name") === "tsc");
  const frequency = counter === undefined ? undefined : attributeOf(counter, "frequency");
  const scaling = counter === undefined ? undefined : attributeOf(counter, "scaling");
  return {
    ...(arch === undefined ? {} : { arch }),
    ...(microcode === undefined ? {} : { microcode }),
    ...(signature === undefined ? {} : { signature }),
    ...(frequency === undefined
      ? {}
      : { tsc: { frequency, ...(scaling === "yes" || scaling === "no" ? { scaling } : {}) } }),
  };
}

function readArch(element: Element, report: Report): string | undefined {
  const arch = childText(element, "arch");
  if (arch === undefined) {
    report(cpuProblem("missing-arch", "XML error", "Missing CPU architecture", undefined, { element }));
  } else if (!ARCHES.has(arch)) {
    const place = { element: childOf(element, "arch") ?? element };
    report(cpuProblem("unknown-arch", "XML error", `Unknown architecture ${arch}`, arch, place));
  }
  return arch;
}

function readSignature(element: Element | undefined, report: Report): CpuDefinition["signature"] {
  if (element === undefined) return undefined;
  const family = readNumber(element, "family", "invalid CPU signature family", report, true);
  const model = readNumber(element, "model", "invalid CPU signature model", report, true);
  const stepping = readNumber(element, "stepping", "invalid CPU signature stepping", report, true);
  if (family === undefined || model === undefined || stepping === undefined) return undefined;
  return { family, model, stepping };
}

function readNumber(
  element: Element | undefined,
  name: string,
  detail: string,
  report: Report,
  required = false,
): number | undefined {
  if (element === undefined) return undefined;
  const value = attributeOf(element, name);
  if (value === undefined && !required) return undefined;
  if (value !== undefined && /^\d{1,10}$/.test(value)) return Number(value);
  report(cpuProblem("invalid-host-value", "XML error", detail, value, { element, attribute: name }));
  return undefined;
}
