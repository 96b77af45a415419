/** Reads the engine's public functions and their descriptions out of its sources. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "shared/src/engine";

/** A public function, as its source describes it. */
export interface ApiFunction {
  readonly name: string;
  readonly file: string;
  readonly signature: string;
  readonly description: string;
  readonly params: readonly (readonly [name: string, says: string])[];
  readonly returns: string;
  readonly throws: string;
  readonly example: string;
}

/** In the order of the engine's index. */
export function engineApi(): ApiFunction[] {
  const index = readFileSync(join(FOLDER, "index.ts"), "utf8");
  return [...index.matchAll(/^export \{([^}]*)\} from "\.\/(\w+)\.js";$/gm)].flatMap(([, names = "", file = ""]) => {
    const source = readFileSync(join(FOLDER, `${file}.ts`), "utf8");
    return names
      .split(",")
      .map((name) => name.trim())
      .flatMap((name) => functionIn(source, name, file) ?? []);
  });
}

function functionIn(source: string, name: string, file: string): ApiFunction | undefined {
  const declaration = new RegExp(
    `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?(function ${name}\\([\\s\\S]*?) \\{$`,
    "m",
  );
  const [, comment = "", signature = ""] = declaration.exec(source) ?? [];
  if (signature === "" || comment.includes("@internal")) return undefined;
  const text = comment.replaceAll(/^ *\* ?/gm, "").replaceAll(/\{@link (\w+)\}/g, "`$1`");
  const [description = "", ...tags] = text.split(/^@(?=\w)/m).map((part) => part.trim().replaceAll(/\s*\n\s*/g, " "));
  const tagged = (tag: string) =>
    tags.filter((each) => each.startsWith(`${tag} `)).map((each) => each.slice(tag.length + 1));
  return {
    name,
    file: `${FOLDER}/${file}.ts`,
    signature: signature
      .replaceAll(/\s*\n\s*/g, " ")
      .replace("( ", "(")
      .replace(", )", ")"),
    description,
    params: tagged("param").map((each) => {
      const space = each.indexOf(" ");
      return [each.slice(0, space), each.slice(space + 1)];
    }),
    returns: tagged("returns").join(" "),
    throws: tagged("throws").join(" "),
    example: tagged("example").join("\n"),
  };
}
