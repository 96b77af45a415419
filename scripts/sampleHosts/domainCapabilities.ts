import type { CustomModel } from "../readCustomModels.js";
import type { HostModel } from "./hostModel.js";
import { get, namesWith, type Recordings } from "./recordings.js";

/** What the recorded KVM host gives its guests: the model of its host-model, with the listed features over it. */
function recordedHas(recordings: Recordings): Set<string> {
  const start = recordings.domainCapabilities.indexOf("<mode name='host-model'");
  const mode = recordings.domainCapabilities.slice(start, recordings.domainCapabilities.indexOf("</mode>", start));
  const model = /<model [^>]*>([^<]*)</.exec(mode)?.[1] ?? "";
  const has = new Set([...get(recordings.mapModels, model).has, ...namesWith(mode, "require")]);
  for (const name of namesWith(mode, "disable")) {
    has.delete(name);
  }
  return has;
}

/**
 * The features of QEMU's own model, which differ from the CPU map's: of what the recorded host lacked, QEMU named what its
 * model has (the blockers); of what that host has, nothing was named, and the map's word counts.
 */
function featuresInQemu(model: CustomModel, recordings: Recordings, recorded: ReadonlySet<string>): string[] {
  const inMap = [...(recordings.mapModels.get(model.name)?.has ?? [])].filter((name) => recorded.has(name));
  return [...new Set([...inMap, ...model.blockers])].sort();
}

function formatModel(model: CustomModel, blockers: readonly string[]): string[] {
  const canonical = model.canonical === undefined ? "" : ` canonical='${model.canonical}'`;
  const deprecated = model.deprecated ? " deprecated='yes'" : "";
  const usable = blockers.length === 0 ? "yes" : "no";
  const line = `      <model usable='${usable}'${deprecated} vendor='${model.vendor}'${canonical}>${model.name}</model>`;
  if (blockers.length === 0) {
    return [line];
  }
  const features = blockers.map((name) => `        <feature name='${name}'/>`);
  return [line, `      <blockers model='${model.name}'>`, ...features, "      </blockers>"];
}

function formatHostModel(hostModel: HostModel, physicalBits: number): string[] {
  const features = [
    ...hostModel.require.map((name) => ({ name, policy: "require" })),
    ...hostModel.disable.map((name) => ({ name, policy: "disable" })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    "    <mode name='host-model' supported='yes'>",
    `      <model fallback='forbid'>${hostModel.model}</model>`,
    `      <vendor>${hostModel.vendor}</vendor>`,
    `      <maxphysaddr mode='passthrough' limit='${physicalBits}'/>`,
    ...features.map(({ name, policy }) => `      <feature policy='${policy}' name='${name}'/>`),
    "    </mode>",
  ];
}

/** What Linux 6.1 gives to guests; the recorded host's KVM had no Hyper-V registers. */
const HYPERV =
  "relaxed vapic spinlocks vpindex runtime synic stimer reset vendor_id frequencies reenlightenment tlbflush ipi emsr_bitmap xmm_input".split(
    " ",
  );

function withHyperv(text: string): string {
  const values = HYPERV.map((name) => `        <value>${name}</value>\n`).join("");
  return text.replace(
    /(<hyperv supported='yes'>\n\s*<enum name='features'>\n)[\s\S]*?(\s*<\/enum>)/,
    `$1${values.trimEnd()}$2`,
  );
}

/** The recorded host had no firmware installed. */
function withFirmware(text: string): string {
  return text
    .replace(/<enum name='firmware'\/>/, "<enum name='firmware'>\n      <value>efi</value>\n    </enum>")
    .replace(/(<enum name='secure'>\n)(\s*)<value>no<\/value>/, "$1$2<value>yes</value>\n$2<value>no</value>");
}

/**
 * Domain capabilities of a KVM host with this host-model; all but the CPU, Hyper-V and firmware is as in the recorded document.
 *
 * @throws Error when the host-model's own model would not be usable: the facts then contradict each other
 */
export function makeDomainCapabilities(hostModel: HostModel, physicalBits: number, recordings: Recordings): string {
  const recorded = recordedHas(recordings);
  const models = recordings.models.flatMap((model) => {
    const blockers = featuresInQemu(model, recordings, recorded).filter((name) => !hostModel.has.has(name));
    if (model.name === hostModel.model && blockers.length > 0) {
      throw new Error(`${model.name} lacks ${blockers.join(", ")}`);
    }
    return formatModel(model, blockers);
  });
  const text = withFirmware(withHyperv(recordings.domainCapabilities));
  const lines = [
    ...formatHostModel(hostModel, physicalBits),
    "    <mode name='custom' supported='yes'>",
    ...models,
    "    </mode>",
  ];
  const end = text.indexOf("    </mode>\n", text.indexOf("<mode name='custom'")) + "    </mode>\n".length;
  return `${text.slice(0, text.indexOf("    <mode name='host-model'"))}${lines.join("\n")}\n${text.slice(end)}`;
}
