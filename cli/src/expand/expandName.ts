import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import { type CpuDefinition, expandCpu, expandOnHost, formatCpu } from "../../../shared/src/engine/index.js";
import { type Given, meant } from "../arguments/given.js";
import type { Tools } from "../command.js";
import type { Expanded } from "../commands/expand.js";
import { FailureError } from "../io.js";
import { oneHost } from "./oneHost.js";

const HOST_MODEL: CpuDefinition = { type: "guest", mode: "host-model", fallback: "allow", features: [] };

/** A `<cpu>` for a model, or for what host-model is on a host. */
export async function expandName(name: string, given: Given, tools: Tools): Promise<Expanded> {
  const project = await tools.projectOf(tools.io.cwd);
  if (name === "host-model") {
    const host = await oneHost(project);
    const onHost = expandOnHost(HOST_MODEL, host.host, host.map);
    const cpu = given.has("features") ? expandCpu(onHost, host.map) : onHost;
    return { xml: formatCpu(cpu), summary: `${cpu.model} with ${cpu.features.length} features, as on ${host.name}.` };
  }
  const release = await tools.release(project.config.libvirt);
  const catalogue = await tools.catalogue({ arch: given.text("arch") ?? "x86_64", release });
  const cpu = expandModel(name, catalogue);
  return { xml: formatCpu(cpu), summary: `${name} in libvirt ${release}: ${cpu.features.length} features.` };
}

function expandModel(name: string, { map, models, arch, release }: Catalogue): CpuDefinition {
  const model = map?.modelByName.get(name);
  if (model === undefined || map === undefined) {
    const hint = meant(name, models.keys());
    throw new FailureError(`libvirt's CPU map of ${release} has no ${arch} model ${name}.${hint}`);
  }
  const vendor = model.vendor === undefined ? {} : { vendor: model.vendor };
  const cpu = { type: "guest", mode: "custom", match: "exact", model: name, fallback: "forbid", features: [] } as const;
  return expandCpu({ ...cpu, ...vendor }, map);
}
