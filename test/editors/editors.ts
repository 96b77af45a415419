import path from "node:path";
import { fileURLToPath } from "node:url";

/** An editor, and how it is run without a person: a driver does in it what one would do, and writes down what there was. */
export interface Editor {
  readonly name: string;
  /** Its program, and Debian's packages for it. */
  readonly program: string;
  readonly packages: readonly string[];
  /** The comment with which its configuration in docs/editors.md begins. */
  readonly mark: string;
  /** Of its configuration file. */
  readonly extension: string;
  readonly command: (configuration: string, file: string) => readonly string[];
}

const driver = (name: string) => fileURLToPath(new URL(`drivers/${name}`, import.meta.url));
const quoted = (words: readonly string[]) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");

export const EDITORS: readonly Editor[] = [
  {
    name: "Neovim",
    program: "nvim",
    packages: ["neovim"],
    mark: "-- neovim",
    extension: ".lua",
    command: (configuration, file) => [
      "nvim",
      ...["--headless", "-n", "-i", "NONE", "-u", configuration, path.basename(file), "-S", driver("neovim.lua")],
    ],
  },
  {
    name: "Emacs",
    program: "emacs",
    packages: ["emacs-nox", "elpa-eglot"],
    mark: ";; emacs",
    extension: ".el",
    // Eglot does its work between a user's commands: it needs a terminal, which script makes.
    command: (configuration, file) => {
      const emacs = ["emacs", "-nw", "-q", "-l", configuration, path.basename(file), "-l", driver("emacs.el")];
      return ["script", "-qec", quoted(emacs), "/dev/null"];
    },
  },
];
