import { isOlder } from "../../../shared/src/common/releases.js";
import { expandOnHost, parseCpu } from "../../../shared/src/engine/index.js";
import { element } from "../documents/markup.js";
import { type Asking, answered, guestCpu, orRefused, printed, type Question, REFUSED, written } from "./question.js";

const MODES = [undefined, "custom", "custom", "host-model", "host-model", "host-passthrough", "maximum"];
const MAXIMUM_SINCE = "7.1.0";

/** `dumpxml --update-cpu` of a definition: what `expand` makes of a CPU that follows its host, and the engine of every one. */
export function update({ dice, map, release, offers, commandLine }: Asking, index: number): Question {
  const { virtType, arch, machine, file: host, poolHost } = dice.pick(offers);
  const cpu = guestCpu(dice, map, isOlder(release, MAXIMUM_SINCE) ? MODES.filter((mode) => mode !== "maximum") : MODES);
  const file = `${index}.xml`;
  const name = `update${index}`;
  const xml = element(
    "domain",
    { type: virtType },
    element("name", {}, name),
    element("memory", { unit: "MiB" }, "64"),
    element("vcpu", {}, "1"),
    element("os", {}, element("type", { arch, machine }, "hvm")),
    cpu,
  );
  const definition = parseCpu(cpu, { type: "guest" });
  const engine = () => orRefused(() => written(expandOnHost(definition, poolHost.host, poolHost.map)));
  const follows = definition.mode === "host-model" || definition.match === "minimum";
  return {
    verb: "dumpxml --update-cpu",
    files: { [file]: xml },
    about: xml,
    typed: [`define ${file}`, `dumpxml --inactive --update-cpu ${name}`, `undefine ${name}`],
    libvirts: ([, answer]) => answered(answer),
    ours: async () => {
      const own = engine();
      if (!follows) return own;
      const ran = await commandLine(["expand", file, "--host", host, "--libvirt", release]);
      const expanded = ran.code === 0 ? printed(ran) : REFUSED;
      return expanded === own ? own : `expand: ${expanded}\nengine: ${own}`;
    },
  };
}
