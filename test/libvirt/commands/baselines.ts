import { element } from "../documents/markup.js";
import {
  type Asking,
  answered,
  inFeatures,
  namesBlockers,
  type Offer,
  printed,
  type Question,
  someFeatures,
} from "./question.js";

/** `cpu-baseline` of processors: of `<cpu>` elements, some of them in capabilities. */
export function processorBaseline({ dice, map, release, commandLine }: Asking, index: number): Question {
  const vendor = dice.pick([...map.vendors.keys()]);
  const models = map.models.filter((model) => model.vendor === undefined || model.vendor === vendor);
  const hosts = Array.from({ length: 1 + dice.below(4) }, () => {
    const vendorOf = dice.chance(0.95) ? vendor : dice.pick([...map.vendors.keys()]);
    const cpu = element(
      "cpu",
      {},
      element("arch", {}, "x86_64"),
      element("model", {}, dice.chance(0.98) ? dice.pick(models).name : "Nonsense-Server"),
      dice.chance(0.8) ? element("vendor", {}, vendorOf) : "",
      dice.chance(0.2) ? element("maxphysaddr", { mode: "emulate", bits: dice.pick([39, 46, 52]) }) : "",
      ...someFeatures(dice, map, 12).map((name) => element("feature", { name })),
    );
    return dice.chance(0.3) ? element("capabilities", {}, element("host", {}, cpu)) : cpu;
  });
  const options = [...(dice.chance(0.3) ? ["--features"] : []), ...(dice.chance(0.3) ? ["--migratable"] : [])];
  const file = `${index}.xml`;
  return {
    verb: "cpu-baseline",
    files: { [file]: hosts.join("\n") },
    about: hosts.join("\n"),
    typed: [["cpu-baseline", file, ...options].join(" ")],
    libvirts: ([answer]) => answered(answer),
    ours: async () => printed(await commandLine(["baseline", file, ...options, "--libvirt", release])),
  };
}

/**
 * `hypervisor-cpu-baseline` of this machine's domain capabilities and of some with another host-model. This machine's are always
 * among them: virsh asks its own QEMU, too, whichever hosts it is told of.
 */
export function hypervisorBaseline(asking: Asking, index: number): Question {
  const { dice, map, offers, release, commandLine } = asking;
  const offer = dice.pick(offers);
  const { virtType, arch, machine } = offer;
  const others = Array.from({ length: dice.below(4) }, () => otherHost(asking, offer));
  const hosts = dice.chance(0.5) ? [offer.text, ...others] : [...others, offer.text];
  const options = [...(dice.chance(0.3) ? ["--features"] : []), ...(dice.chance(0.3) ? ["--migratable"] : [])];
  const alike = (cpu: string) => (namesBlockers(offer) ? cpu : inFeatures(cpu, map));
  const file = `${index}.xml`;
  const about = dice.chance(0.5) ? ["--arch", arch, "--machine", machine] : ["--arch", arch];
  return {
    verb: "hypervisor-cpu-baseline",
    files: { [file]: hosts.join("\n") },
    about: hosts.map((host) => HOST_MODEL.exec(host)?.[0]).join("\n"),
    typed: [["hypervisor-cpu-baseline", file, "--virttype", virtType, ...about, ...options].join(" ")],
    libvirts: ([answer]) => alike(answered(answer)),
    ours: async () => alike(printed(await commandLine(["baseline", file, ...options, "--libvirt", release]))),
  };
}

const HOST_MODEL = /<mode name='host-model'[\s\S]*?<\/mode>/;

/** The same hypervisor on another processor. */
function otherHost({ dice, map }: Asking, { text }: Offer): string {
  const own = /<vendor>([^<]*)<\/vendor>/.exec(text)?.[1] ?? "Intel";
  const vendor = dice.chance(0.9) ? own : dice.pick([...map.vendors.keys()]);
  const models = map.models.filter((model) => model.vendor === undefined || model.vendor === vendor);
  const features = someFeatures(dice, map, 12).map((name) =>
    element("feature", { policy: dice.pick(["require", "require", "disable"]), name }),
  );
  const mode = element(
    "mode",
    { name: "host-model", supported: "yes" },
    element("model", { fallback: "forbid" }, dice.pick(models).name),
    dice.chance(0.9) ? element("vendor", {}, vendor) : "",
    dice.chance(0.7) ? element("maxphysaddr", { mode: "passthrough", limit: dice.pick([39, 46, 52]) }) : "",
    ...features,
  );
  return text.replace(HOST_MODEL, mode);
}
