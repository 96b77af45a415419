import { archOf } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { type CpuDefinition, readCpu } from "../../../shared/src/engine/index.js";
import { readOne } from "../files/inputs.js";
import { FailureError } from "../io.js";
import { readGiven } from "../workspace/givenHosts.js";
import type { FleetSources } from "./readFleet.js";

/** A definition to compare with hosts. */
export interface ComparedCpu {
  readonly cpu: CpuDefinition;
  readonly arch: string;
}

/**
 * The CPU that an argument names: a VM's, a `<cpu>` of its own, or that of a host, by its document or a reference CPU.
 *
 * @throws FailureError where there is none
 */
export async function readComparedCpu(name: string, sources: FleetSources): Promise<ComparedCpu> {
  const isFile = name === "-" || /[./\\]/.test(name);
  const { view, shown } =
    isFile && !name.includes(",") ? await viewOf(name, sources) : { view: undefined, shown: name };
  if (view?.cpu !== undefined && view.root.name !== "capabilities" && view.root.name !== "domainCapabilities") {
    const type = view.cpu.isHost ? "host" : "guest";
    const cpu = readCpu(view.cpu.element, { type }, ({ message }) => {
      throw new FailureError(`${shown}: ${message}`);
    });
    return { cpu, arch: cpu.arch ?? archOf(view) };
  }
  if (view?.domain !== undefined) throw new FailureError(`${shown}: It has no <cpu>.`);
  if (name === "-") throw new FailureError(`${shown}: It is no definition of a VM, and no <cpu>.`);
  const { host } = await readGiven(name, sources.release, sources);
  const cpu = host.cpu ?? host.hostModel;
  if (cpu === undefined) throw new FailureError(`${name}: It does not tell which CPU the host has.`);
  return { cpu: { ...cpu, type: "host" }, arch: host.arch };
}

async function viewOf(name: string, { io }: FleetSources) {
  const { content, name: shown } = await readOne(name, io);
  return { view: serveDocument(content.text).views[0], shown };
}
