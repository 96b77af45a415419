import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface MenuEntry {
  readonly command: string;
  readonly when: string;
}

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
const entries: readonly MenuEntry[] = manifest.contributes.menus["view/item/context"];

/** What VS Code makes of the few forms that our clauses have; it takes a clause that it cannot read for true. */
function holds(when: string, viewItem: string): boolean {
  return when.split(" && ").every((clause) => {
    const [, operator, value = ""] = /^view(?:Item)? (==|=~) (.+)$/.exec(clause) ?? [];
    if (operator === undefined) throw new Error(`not a clause that this test can read: ${clause}`);
    if (clause === "view == libvirt-cpu.hosts") return true;
    return operator === "==" ? viewItem === value : new RegExp(value.slice(1, -1)).test(viewItem);
  });
}

function commandsOf(viewItem: string): Set<string> {
  const shown = entries.filter(({ command, when }) => command.includes(".hosts.") && holds(when, viewItem));
  return new Set(shown.map(({ command }) => command.replace("libvirt-cpu.hosts.", "")));
}

const host = ["setTarget", "makePool", "addToPool", "rename", "remove"];

describe("the menu of an entry of the Hosts view", () => {
  it.each([
    ["host", host],
    ["host.file", [...host, "open"]],
    ["host.live", [...host, "refresh", "saveAsFiles"]],
    ["host.live.file.pooled", [...host, "open", "refresh", "saveAsFiles", "takeOutOfPool"]],
    ["host.file.target", ["makePool", "addToPool", "rename", "remove", "open"]],
    ["missing.pooled", ["takeOutOfPool"]],
    ["pool", ["setTarget", "editPool", "refresh", "remove"]],
    ["pool.target", ["editPool", "refresh", "remove"]],
    ["folder", ["add", "openConfig"]],
    ["fact", []],
  ])("%s", (viewItem, commands) => {
    expect([...commandsOf(viewItem)].sort()).toEqual([...commands].sort());
  });
});
