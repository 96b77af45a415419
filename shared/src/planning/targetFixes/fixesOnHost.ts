import * as l10n from "@vscode/l10n";
import { CPU_MODES, type CpuDefinition, type CpuMap } from "../../engine/index.js";
import { type Guest, judge, type PoolHost, runSync, type Target } from "../../hosts/index.js";
import { code, featureSpans, fill, type Span } from "../../reports/document.js";
import type { Text } from "../../reports/index.js";
import { nearestModels } from "./nearestModels.js";
import { resolveAll } from "./resolve.js";

/**
 * Single changes after which a VM starts on one host, in words. Each has been judged there; in steps, each of one.
 *
 * @param map the libvirt release that the definition is written for
 */
export function* fixesOnHost(guest: Guest, host: PoolHost, map: CpuMap): Generator<undefined, Text[]> {
  const { guest: rest, texts } = besideTheCpu(guest, host);
  const target: Target = { name: host.name, isPool: false, hosts: [host], unknown: [] };
  const fixes = new Map<string, Text>();
  for (const cpu of candidates(rest, target, host, map)) {
    yield;
    if (cpu === undefined || judge({ ...rest, cpu }, host).outcome === "fails") continue;
    const change = changeText(guest.cpu, cpu);
    const between = texts.length > 0 && change.length > 0 ? [l10n.t("; ")] : [];
    const fix = [texts.join(l10n.t("; ")), ...between, ...change].filter((part) => part !== "");
    if (fix.length > 0) fixes.set(JSON.stringify(fix), fix);
  }
  return [...fixes.values()];
}

/** The least change, another model, another mode. */
function* candidates(guest: Guest, target: Target, host: PoolHost, map: CpuMap): Generator<CpuDefinition | undefined> {
  yield runSync(resolveAll(guest, target, map));
  if (guest.cpu.mode === "custom" && guest.cpu.model !== undefined) {
    const [model] = runSync(nearestModels(guest.cpu, guest, target, map));
    if (model !== undefined) yield runSync(resolveAll({ ...guest, cpu: { ...guest.cpu, model } }, target, map));
  }
  yield* otherModes(guest.cpu, host);
}

/** What is not the CPU's model and features is changed first: vCPUs, machine type and TSC frequency, as the host has them. */
function besideTheCpu(guest: Guest, host: PoolHost): { readonly guest: Guest; readonly texts: string[] } {
  let changed = guest;
  const texts: string[] = [];
  for (const { code, verdict, limit, instead } of judge(guest, host).problems) {
    if (verdict !== "fails") continue;
    if (code === "too-many-vcpus" && limit !== undefined) {
      changed = { ...changed, vcpus: limit };
      texts.push(l10n.t("use at most {0} vCPUs", limit));
    } else if (code === "machine-type" && instead !== undefined) {
      changed = { ...changed, machine: instead };
      texts.push(l10n.t("change the machine type to {0}", instead));
    } else if (code === "tsc-frequency" && instead !== undefined && changed.needs !== undefined) {
      changed = { ...changed, needs: { ...changed.needs, tscFrequency: Number(instead) } };
      texts.push(l10n.t("change the TSC frequency to {0}", instead));
    }
  }
  return { guest: changed, texts };
}

/** host-model first: it is what is meant most often. */
function otherModes(cpu: CpuDefinition, { host }: PoolHost): CpuDefinition[] {
  const supported = CPU_MODES.filter((mode) => mode !== "custom" && mode !== cpu.mode && host.modes?.[mode]?.supported);
  const { model: _model, vendor: _vendor, match: _match, check: _check, migratable: _migratable, ...rest } = cpu;
  return supported.slice(0, 1).map((mode) => ({ ...rest, mode, features: [] }));
}

/** What makes one definition another, in words: "disable `hle` and `rtm`; take out `svm`". */
function changeText(before: CpuDefinition, after: CpuDefinition): Span[] {
  const parts = [...headParts(before, after), ...featureParts(before, after)];
  return parts.flatMap((part, index) => (index === 0 ? part : [l10n.t("; "), ...part]));
}

function headParts(before: CpuDefinition, after: CpuDefinition): Span[][] {
  if (after.mode !== before.mode) return [fill(l10n.t("use {0}"), code(`mode='${after.mode}'`))];
  const isGone = (key: "vendor" | "migratable") => before[key] !== undefined && after[key] === undefined;
  return [
    ...(after.model !== before.model && after.model !== undefined
      ? [fill(l10n.t("use the model {0}"), code(after.model))]
      : []),
    ...(isGone("vendor") ? [fill(l10n.t("remove {0}"), code("<vendor>"))] : []),
    ...(isGone("migratable") ? [fill(l10n.t("remove {0}"), code("migratable"))] : []),
    ...(["match", "check"] as const).flatMap((key) =>
      after[key] === before[key] || after[key] === undefined
        ? []
        : [fill(l10n.t("set {0}"), code(`${key}='${after[key]}'`))],
    ),
    ...addressParts(before, after),
  ];
}

function addressParts(before: CpuDefinition, { maxPhysAddr }: CpuDefinition): Span[][] {
  const bits = maxPhysAddr?.bits;
  return bits === undefined || bits === before.maxPhysAddr?.bits
    ? []
    : [fill(l10n.t("set {0}"), code(`bits='${bits}'`))];
}

function featureParts(before: CpuDefinition, after: CpuDefinition): Span[][] {
  if (after.mode !== before.mode) return [];
  const old = new Map(before.features.map(({ name, policy }) => [name, policy]));
  const now = new Map(after.features.map(({ name, policy }) => [name, policy]));
  const disabled = [...now].flatMap(([name, policy]) =>
    policy === "disable" && old.get(name) !== "disable" ? [name] : [],
  );
  const gone = [...old.keys()].filter((name) => !now.has(name));
  return [
    ...(disabled.length === 0 ? [] : [fill(l10n.t("disable {0}"), featureSpans(disabled))]),
    ...(gone.length === 0 ? [] : [fill(l10n.t("remove {0}"), featureSpans(gone))]),
  ];
}
