import type { Asking, Question } from "./question.js";

const ARCHES = ["x86_64", "i686", "aarch64", "armv7l", "ppc64", "ppc64le", "s390x", "riscv64", "loongarch64"] as const;

/** Older releases do not know RISC-V and LoongArch. */
const NO_LIST = /all CPU models are accepted|architecture is not supported by CPU driver|cannot find architecture/;

/** `cpu-models` of each architecture; where libvirt has no list, ours says so. */
export function modelLists({ release, commandLine }: Asking): Question[] {
  return ARCHES.map((arch) => ({
    verb: "cpu-models",
    files: {},
    about: "",
    typed: [`cpu-models ${arch}`],
    libvirts: ([answer]) => {
      const { output = "", error = "" } = answer ?? {};
      return NO_LIST.test(output + error) ? "no list" : error || names(output.split(/\s+/));
    },
    ours: async () => {
      const options = ["--arch", arch, "--libvirt", release];
      const { code, out, err } = await commandLine(["cpu-models", "--json", ...options]);
      if (code !== 0) return err;
      const note = await commandLine(["cpu-models", ...options]);
      if (note.err.includes("virsh cpu-models prints no list")) return "no list";
      const { models } = JSON.parse(out) as { readonly models: readonly { readonly name: string }[] };
      return names(models.map(({ name }) => name));
    },
  }));
}

function names(list: readonly string[]): string {
  return [...list]
    .filter((name) => name !== "")
    .sort()
    .join(" ");
}
