import type { CliCommand } from "../command.js";
import { Exit, UsageError } from "../io.js";

/** `libvirt-cpu collect` */
export const collect: CliCommand = {
  name: "collect",
  takes: "",
  summary: "Print a shell script that collects the data of a host.",
  description: [
    "The script asks libvirt with virsh and writes a tar archive: domain capabilities, capabilities, versions, and the host's own CPU map. It reads only, and needs sh, virsh and tar on the host. libvirt-cpu itself runs nothing: read the script, then run it where the host is.",
    'Name the folder in libvirt-cpu.json: "hosts": { "node1": { "folder": "hosts/node1" } }. The host is then checked with exactly its own libvirt release, models and features.',
  ],
  options: [],
  examples: [
    ["mkdir -p hosts/node1 && libvirt-cpu collect | ssh node1 sh | tar -x -C hosts/node1", "the data of node1, by ssh"],
    ["libvirt-cpu collect | sh | tar -x -C hosts/me", "the data of this machine"],
    ["libvirt-cpu collect | less", "what the script does"],
  ],
  exits: { [Exit.ok]: "the script was printed" },
  run: async (given, { io, out }) => {
    if (given.positionals.length > 0) throw new UsageError("collect takes no arguments. It prints a script.");
    out.raw(await io.readData("collect-host.sh"));
    return Exit.ok;
  },
};
