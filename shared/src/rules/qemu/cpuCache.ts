import * as l10n from "@vscode/l10n";
import { isReadBy, similarNames } from "../../catalogue/index.js";
import { isOlder } from "../../common/releases.js";
import { foreignArch, parseInteger } from "../../domain/index.js";
import { setAttribute, setValue } from "../../edits/index.js";
import { takesHostCpu } from "../../engine/index.js";
import { attributeNamed, localName, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  dropAttribute,
  type Fix,
  offer,
  prefer,
  type Report,
  type Rule,
  removeWhole,
  renameOrRemove,
  useMode,
  valueRange,
  wrongAttribute,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt: qemuValidateDomainDefCpu, 11.3. */
const cpuCache: Check = function* ({ view, cpu }) {
  const cache = cpu?.cache;
  const typed = view.cpu?.cache;
  if (cache === undefined || typed === undefined || !runsOnQemu(view.type?.value)) return;
  const { element, level, mode } = typed;
  const arch = foreignArch(view);
  if (arch !== undefined) {
    const libvirt = `unsupported configuration: CPU cache specification is not supported for '${arch}' architecture`;
    yield {
      rule: "cache-arch",
      range: element,
      data: { arch },
      libvirt,
      fixes: ({ text }) => [removeWhole(text, element)],
    };
  } else if (cache.mode === "emulate") {
    if (cache.level === 3) return;
    const libvirt = "unsupported configuration: CPU cache mode 'emulate' can only be used with level='3'";
    yield {
      rule: "cache-emulate-level",
      range: level?.attribute ?? element.nameRange,
      libvirt,
      fixes: ({ text }) => [
        prefer(l10n.t("Set level to 3"), setAttribute(text, element, "level", "3")),
        removeWhole(text, element, offer),
      ],
    };
  } else if (cache.mode === "passthrough" && !takesHostCpu(cpu?.mode)) {
    const libvirt =
      "unsupported configuration: CPU cache mode 'passthrough' can only be used with 'host-passthrough' / 'maximum' CPUs";
    yield {
      rule: "cache-passthrough",
      range: mode?.attribute ?? element,
      data: { mode: cpu?.mode ?? "" },
      libvirt,
      fixes: ({ text }) => [
        emulate(text, element, prefer),
        removeWhole(text, element, offer),
        ...(view.cpu === undefined
          ? []
          : [useMode(text, view.cpu, view.type?.value === "qemu" ? "maximum" : "host-passthrough")]),
      ],
    };
  } else if (level !== undefined) {
    yield {
      rule: "cache-level-mode",
      range: level.attribute,
      data: { mode: cache.mode },
      libvirt: `unsupported configuration: unsupported CPU cache level for mode '${cache.mode}'`,
      fixes: ({ text }) => [dropAttribute(text, level.attribute), emulate(text, element, offer)],
    };
  }
};

function emulate(text: string, cache: XmlElement, make: typeof offer): Fix {
  const edits = [setAttribute(text, cache, "mode", "emulate"), setAttribute(text, cache, "level", "3")];
  return make(l10n.t("Emulate a level 3 cache"), ...edits);
}

/** `<cache>` in the QEMU driver. */
export const cpuCacheRules: readonly Rule[] = [
  {
    id: "cache-arch",
    stage: "define",
    severity: "error",
    message: "<cache> works only for x86 VMs, but the architecture is {arch}. Remove <cache>.",
    check: cpuCache,
  },
  {
    id: "cache-emulate-level",
    stage: "define",
    severity: "error",
    message: "mode='emulate' supports only level='3'.",
  },
  {
    id: "cache-passthrough",
    stage: "define",
    severity: "error",
    message:
      "<cache mode='passthrough'> works only with the modes host-passthrough and maximum, but the mode is {mode}.",
  },
  {
    id: "cache-level-mode",
    stage: "define",
    severity: "error",
    message: "mode='{mode}' does not support level. Remove level.",
  },
];

const NAMES: readonly string[] = ["hidden", "hint-dedicated", "poll-control", "pv-ipi", "dirty-ring"];
const MIN_RING = 1024;
const MAX_RING = 65536;

/** The last release known to take hint-dedicated only with the host's own CPU; 9.0 takes it with any. */
const DEDICATED = "7.1.0";

/** libvirt: qemuValidateDomainDefFeatures (7.0). */
function* dedicated(element: XmlElement, { view, catalogue: { release } }: CheckContext): Iterable<Report> {
  const state = attributeNamed(element, "state");
  if (state?.value !== "on" || !isOlder(release, DEDICATED) || !runsOnQemu(view.type?.value)) return;
  if (view.cpu?.mode?.value === "host-passthrough") return;
  const expected = l10n.t("libvirt {0} supports hint-dedicated only with mode host-passthrough.", release);
  yield {
    rule: "attribute-value",
    range: valueRange(state),
    data: { value: "on", attribute: "state", expected },
    libvirt: "unsupported configuration: kvm-hint-dedicated=on is only applicable for cpu host-passthrough",
    fixes: ({ text }) => [removeWhole(text, element)],
  };
}

/** libvirt: virDomainFeaturesKVMDefParse (9.0, 11.3), for every driver. */
const kvmFeatures: Check = function* (context) {
  const { view, catalogue } = context;
  const { grammar, release } = catalogue;
  const names = NAMES.filter((name) => isReadBy(grammar.elements[`features/kvm/${name}`] ?? {}, release));
  const kvms = view.featureElements.filter((element) => localName(element) === "kvm");
  for (const element of kvms.flatMap(({ elements }) => elements)) {
    const name = localName(element);
    if (!names.includes(name)) {
      yield unknown(element, names);
      continue;
    }
    yield* wrongAttribute(element, "state", { required: true, words: ["on", "off"] });
    if (name === "hint-dedicated") yield* dedicated(element, context);
    if (name === "dirty-ring" && attributeNamed(element, "state")?.value === "on") yield* ring(element);
  }
};

function* ring(element: XmlElement): Iterable<Report> {
  const attribute = attributeNamed(element, "size");
  const size = attribute && parseInteger(attribute.value);
  if (attribute === undefined || size === undefined) {
    yield* wrongAttribute(element, "size", { required: true, suggested: "4096", read: parseInteger });
  } else if (size < MIN_RING || size > MAX_RING || (size & (size - 1)) !== 0) {
    yield {
      rule: "dirty-ring-size",
      range: valueRange(attribute),
      data: { value: attribute.value },
      libvirt: `XML error: dirty ring must be power of 2 and ranges [${MIN_RING}, ${MAX_RING}]`,
      fixes: ({ text }) => {
        const power = 2 ** Math.round(Math.log2(Math.max(1, size)));
        const near = String(Math.min(MAX_RING, Math.max(MIN_RING, power)));
        return [prefer(l10n.t("Change to {0}", near), setValue(text, attribute, near))];
      },
    };
  }
}

function unknown(element: XmlElement, names: readonly string[]): Report {
  const typed = element.name.replace(/^kvm[-_]/, "").replaceAll("_", "-");
  const likely = names.find((name) => name === typed) ?? similarNames(typed, names, 1)[0];
  return {
    rule: "kvm-feature-unknown",
    range: element.nameRange,
    data: {
      name: element.name,
      hint: likely === undefined ? "" : ` ${l10n.t("Did you mean {0}?", likely)}`,
    },
    libvirt: `unsupported configuration: unsupported KVM feature: ${element.name}`,
    fixes: (given) => renameOrRemove(element, likely, given),
  };
}

/** KVM's own features. */
export const kvmFeatureRules: readonly Rule[] = [
  {
    id: "kvm-feature-unknown",
    stage: "define",
    severity: "error",
    message: "Unknown KVM feature '{name}'.{hint}",
    reason: "text",
    check: kvmFeatures,
  },
  {
    id: "dirty-ring-size",
    stage: "define",
    severity: "error",
    message: "The dirty ring size {value} is not valid. Use a power of 2 from 1024 to 65536.",
  },
];
