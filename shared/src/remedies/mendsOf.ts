import * as l10n from "@vscode/l10n";
import { CPU_MODES, type CpuDefinition, type CpuMap } from "../engine/index.js";
import { atOnce, type Guest, judge, type PoolHost, type Target } from "../hosts/index.js";
import type { Text } from "../hosts/report/index.js";
import { changeText } from "./changeText.js";
import { nearestModels } from "./nearestModels.js";
import { resolveAll } from "./resolveAll.js";

/**
 * Single changes after which a VM starts on one host, in words. Each has been judged there; in steps, each of one.
 *
 * @param map the libvirt release that the definition is written for
 */
export function* mendsOf(guest: Guest, host: PoolHost, map: CpuMap): Generator<undefined, Text[]> {
  const { guest: rest, texts } = besideTheCpu(guest, host);
  const target: Target = { name: host.name, isPool: false, hosts: [host], unknown: [] };
  const mends = new Map<string, Text>();
  for (const cpu of candidates(rest, target, host, map)) {
    yield;
    if (cpu === undefined || judge({ ...rest, cpu }, host).outcome === "fails") continue;
    const change = changeText(guest.cpu, cpu);
    const between = texts.length > 0 && change.length > 0 ? [l10n.t("; ")] : [];
    const mend = [...texts, ...between, ...change];
    if (mend.length > 0) mends.set(JSON.stringify(mend), mend);
  }
  return [...mends.values()];
}

/** The least change, another model, another mode. */
function* candidates(guest: Guest, target: Target, host: PoolHost, map: CpuMap): Generator<CpuDefinition | undefined> {
  yield atOnce(resolveAll(guest, target, map));
  if (guest.cpu.mode === "custom" && guest.cpu.model !== undefined) {
    const [model] = atOnce(nearestModels(guest.cpu, guest, target, map));
    if (model !== undefined) yield atOnce(resolveAll({ ...guest, cpu: { ...guest.cpu, model } }, target, map));
  }
  yield* otherModes(guest.cpu, host);
}

/** What is not the CPU's model and features is mended first. */
function besideTheCpu(guest: Guest, { host }: PoolHost): { readonly guest: Guest; readonly texts: string[] } {
  const { vcpus } = guest;
  if (vcpus === undefined || host.maxVcpus === undefined || vcpus <= host.maxVcpus) return { guest, texts: [] };
  return { guest: { ...guest, vcpus: host.maxVcpus }, texts: [l10n.t("give it at most {0} vCPUs", host.maxVcpus)] };
}

/** host-model first: it is what is meant most often. */
function otherModes(cpu: CpuDefinition, { host }: PoolHost): CpuDefinition[] {
  const supported = CPU_MODES.filter((mode) => mode !== "custom" && mode !== cpu.mode && host.modes?.[mode]?.supported);
  const { model: _model, vendor: _vendor, match: _match, check: _check, migratable: _migratable, ...rest } = cpu;
  return supported.slice(0, 1).map((mode) => ({ ...rest, mode, features: [] }));
}
