import * as l10n from "@vscode/l10n";
import { knows, otherRelease } from "../../catalogue/index.js";
import { modelName } from "../../domain/index.js";
import { setAttribute } from "../../edits/index.js";
import { translateCpu } from "../../engine/index.js";
import type { XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  type Fix,
  likelyModel,
  offer,
  otherCpu,
  type Rule,
  writeLikely,
} from "../kit.js";
import { isReadByQemu, runsOnQemu } from "../vcpus/count.js";

/** The name is not in libvirt's map; where QEMU alone judges models, a warning. */
const modelUnknown: Check = function* ({ view, catalogue, cpu }: CheckContext) {
  const name = view.cpu === undefined ? undefined : modelName(view.cpu);
  const model = view.cpu?.model;
  if (cpu === undefined || name === undefined || model === undefined || isCompatMode(cpu.mode)) return;
  if (!isReadByQemu(view)) return;
  if (catalogue.models.size === 0 || catalogue.models.has(name)) return;
  const later = otherRelease(knows(catalogue, { model: name }));
  const likely = later === undefined ? likelyModel(name, catalogue) : undefined;
  const blank = likely !== undefined && likely === name.trim();
  const hint =
    (later && ` ${later}`) ??
    (blank
      ? ` ${l10n.t("libvirt does not trim spaces. Remove them.")}`
      : likely === undefined
        ? elsewhere(name)
        : ` ${l10n.t("Did you mean {0}?", likely)}`);
  yield {
    rule: "model-unknown",
    range: model.range,
    data: {
      name: blank ? name.replaceAll(/\s+/g, " ") : name.trim(),
      release: catalogue.release,
      hint,
    },
    fixes: ({ text }) => writeLikely(text, model.element, likely),
    ...(catalogue.map?.arch === "x86"
      ? { libvirt: `internal error: Unknown CPU model ${name}` }
      : { severity: "warning" }),
  };
};

/** Between two included maps: the older lacks it, the newer has it. */
const modelUncertain: Check = function* ({ view, catalogue, cpu }: CheckContext) {
  const name = view.cpu === undefined ? undefined : modelName(view.cpu);
  const model = view.cpu?.model;
  if (cpu === undefined || name === undefined || model === undefined || isCompatMode(cpu.mode)) return;
  if (!isReadByQemu(view) || !catalogue.models.get(name)?.isUncertain) return;
  const knowledge = knows(catalogue, { model: name });
  if (knowledge.known !== "possibly") return;
  const { after, by } = knowledge;
  yield { rule: "model-uncertain", range: model.range, data: { name, after, by, release: catalogue.release } };
};

/** host-model does not take the model's name for a model: x86 ignores it, ppc64 reads a compatibility mode. */
function isCompatMode(mode: string | undefined): boolean {
  return mode === "host-model";
}

function elsewhere(name: string): string {
  if (name === "host") return ` ${l10n.t("For QEMU's host, use mode host-passthrough.")}`;
  if (name === "max") return ` ${l10n.t("For QEMU's max, use mode maximum.")}`;
  return /^x86-64-v\d/.test(name)
    ? ` ${l10n.t("libvirt does not support levels as models. Use a model that includes the level.")}`
    : "";
}

export const modelUnknownRules: readonly Rule[] = [
  {
    id: "model-unknown",
    stage: "start",
    severity: "error",
    message: "libvirt {release} does not support the model '{name}'. The VM cannot start.{hint}",
    reason: "mode",
    check: modelUnknown,
  },
  {
    id: "model-uncertain",
    stage: "start",
    severity: "information",
    message:
      "The model '{name}' was added to libvirt between {after} and {by}. Whether {release} supports it is not known.",
    reason: "mode",
    check: modelUncertain,
  },
];

/** libvirt's map has models that QEMU has not; fallback says what then happens (virCPUTranslate). */
const modelNotInQemu: Check = function* (context: CheckContext) {
  const { view, cpu, catalogue } = context;
  const model = view.cpu?.model;
  if (model === undefined || cpu?.model === undefined || cpu.mode !== "custom" || !runsOnQemu(view.type?.value)) return;
  const entry = catalogue.models.get(cpu.model);
  if (catalogue.map?.arch !== "x86" || entry === undefined || entry.offered) return;
  const substitute = cpu.fallback === "allow" ? substituteFor(context) : undefined;
  const effect =
    cpu.fallback === "forbid"
      ? l10n.t("libvirt refuses to start the VM")
      : l10n.t(
          "libvirt uses {0} instead with changed features, without a message",
          substitute ?? l10n.t("another model"),
        );
  yield {
    rule: "model-not-in-qemu",
    range: model.range,
    data: { name: cpu.model, effect },
    ...(cpu.fallback === "allow"
      ? { stage: "silent" }
      : { libvirt: `unsupported configuration: CPU model ${cpu.model} is not supported by hypervisor` }),
    fixes: ({ text }) => [
      ...writeLikely(text, model.element, substitute),
      ...(cpu.fallback === "allow" ? [otherCpu(forbidOthers(text, model.element))] : []),
    ],
  };
};

function forbidOthers(text: string, model: XmlElement): Fix {
  return offer(l10n.t("Set fallback to forbid"), setAttribute(text, model, "fallback", "forbid"));
}

/** The model that libvirt would take instead, by the models that the included QEMU offers. */
function substituteFor({ cpu, catalogue }: CheckContext): string | undefined {
  const { map, models } = catalogue;
  if (cpu?.model === undefined || map === undefined) return undefined;
  const offered = [...models.values()].filter((entry) => entry.offered && !entry.isUncertain).map(({ name }) => name);
  try {
    return translateCpu({ ...cpu, fallback: "allow", features: [] }, map, offered).model;
  } catch {
    return undefined;
  }
}

/** fallback is spoken of only here: where QEMU has the model it decides nothing. */
export const modelNotInQemuRules: readonly Rule[] = [
  {
    id: "model-not-in-qemu",
    stage: "start",
    severity: "warning",
    message: "QEMU does not support the model {name}: {effect}. Use a model that QEMU supports.",
    check: modelNotInQemu,
  },
];
