import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Uri } from "vscode";
import type { DefineCheck } from "../../../../shared/src/messages.js";
import type { SaveOutcome } from "../../../../virsh/src/saveDefinition.js";

/** What the editor has shown, and what the user clicks. */
const editor = vi.hoisted(() => ({
  shown: [] as { message: string; detail?: string; buttons: string[] }[],
  clicks: [] as string[],
  /** What the document became, while it was not saved. */
  edits: [] as string[],
}));

vi.mock("vscode", () => {
  const show = async (message: string, ...rest: unknown[]) => {
    const buttons = rest.filter((each) => typeof each === "string");
    const options = rest.find((each) => typeof each === "object") as { detail?: string } | undefined;
    editor.shown.push({ message, ...options, buttons });
    return buttons.find((button) => editor.clicks.includes(button));
  };
  const t = (text: string, ...values: unknown[]) =>
    text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
  return {
    l10n: { t },
    window: {
      showWarningMessage: show,
      showErrorMessage: show,
      showInformationMessage: show,
      setStatusBarMessage: show,
      showTextDocument: async () => undefined,
    },
    workspace: {
      textDocuments: [],
      openTextDocument: async () => ({ save: async () => true, getText: () => "", positionAt: () => 0 }),
      applyEdit: async () => true,
    },
    WorkspaceEdit: class {
      replace(_uri: Uri, _range: unknown, text: string) {
        editor.edits.push(text);
      }
    },
    Range: class {},
    Position: class {},
    commands: {
      executeCommand: async (...words: unknown[]) => editor.shown.push({ message: String(words[0]), buttons: [] }),
    },
  };
});

const { saveVm } = await import("../../../../client/src/vms/save.js");

const uri = { toString: () => "libvirt:/c/web01.xml" } as Uri;
const opened = { uuid: "u", name: "web01", text: "old" };
const current = { ...opened, text: "somebody else's" };
const fine: DefineCheck = { errors: [], doubts: [] };

interface Staged {
  readonly outcome?: SaveOutcome;
  readonly check?: DefineCheck;
  readonly losses?: readonly string[];
  readonly clicks?: readonly string[];
  readonly edited?: string;
  /** Nobody knows what the text was made from. */
  readonly isLeft?: boolean;
}

function stage({
  outcome = { kind: "unchanged" },
  check,
  losses = [],
  clicks = [],
  isLeft = false,
  edited = "new",
}: Staged) {
  editor.clicks.push(...clicks);
  const done: string[] = [];
  const document = {
    show: async () => undefined,
    showChange: async () => undefined,
    showChangeTo: async (_: Uri, content: string) => void done.push(`compared with ${content}`),
    close: async () => undefined,
    dispose: () => undefined,
  };
  const never = async () => {
    throw new Error("not asked for");
  };
  const run = saveVm(
    { uri, route: { uri: "c" }, opened: isLeft ? undefined : opened, current: async () => current, edited },
    {
      verbs: {
        ...{ list: never, texts: never, events: never, open: never, live: never, create: never, rename: never },
        save: async (_uri, basis, text) => {
          done.push(`${basis.text} -> ${text}`);
          return outcome;
        },
      },
      server: {
        ask: async <P, R>({ method }: { method: string }, _params: P): Promise<R> => {
          const answer: unknown = method.endsWith("losses") ? losses : check;
          if (answer === undefined) throw new Error("not running");
          return answer as R;
        },
      },
      before: document,
      signal: new AbortController().signal,
      rebase: (_, definition) => void done.push(`now made from ${definition.text}`),
      undo: new Map(),
    },
  );
  return { run, done };
}

const saved: SaveOutcome = {
  kind: "saved",
  definition: { ...opened, text: "stored" },
  isRunning: false,
  isSuspended: false,
  isValidated: true,
  undo: async () => ({ kind: "unchanged" }),
};

beforeEach(() => {
  editor.shown.length = 0;
  editor.clicks.length = 0;
  editor.edits.length = 0;
});

describe("a save", () => {
  it("ends with what libvirt has now", async () => {
    const { run, done } = stage({ outcome: saved, check: fine });
    expect(await run).toEqual({ ...opened, text: "stored" });
    expect(done).toEqual(["old -> new"]);
    await vi.waitFor(() => expect(editor.shown[0]?.message).toBe("web01 is saved in libvirt."));
  });

  it("tells what libvirt dropped, and shows it", async () => {
    const { run, done } = stage({ outcome: saved, check: fine, losses: ["cpu/toplogy"], clicks: ["Show"] });
    await run;
    await vi.waitFor(() => expect(done).toEqual(["old -> new", "compared with new"]));
    expect(editor.shown[0]).toMatchObject({
      message: expect.stringContaining("cpu/toplogy"),
      buttons: ["Show", "Undo"],
    });
  });

  it("of what libvirt rejects is not begun", async () => {
    const { run, done } = stage({ check: { errors: [{ line: 3, message: "Wrong." }], doubts: [] } });
    await expect(run).rejects.toThrow("libvirt rejects this definition. Line 3: Wrong.");
    expect(done).toEqual([]);
  });

  it.each<[string, DefineCheck | undefined]>([
    ["of what libvirt would ignore", { errors: [], doubts: [{ line: 3, message: "Ignored." }] }],
    ["that could not be checked", undefined],
  ])("%s is asked about", async (_, check) => {
    const given = check === undefined ? {} : { check };
    const refused = stage(given);
    await expect(refused.run).rejects.toThrow("It was not saved.");
    expect(refused.done).toEqual([]);
    const anyway = stage({ ...given, clicks: ["Save Anyway"] });
    await anyway.run;
    expect(anyway.done).toEqual(["old -> new"]);
  });
});

describe("somebody else's change", () => {
  const conflict: SaveOutcome = { kind: "conflict", current };

  it("is told, and nothing goes over it", async () => {
    const { run, done } = stage({ outcome: conflict, check: fine });
    await expect(run).rejects.toThrow("web01 was not saved, because it was changed in libvirt.");
    expect(done).toEqual(["old -> new"]);
  });

  it("once it was looked at, is what the text is made from", async () => {
    const { run, done } = stage({ outcome: conflict, check: fine, clicks: ["Compare"] });
    await expect(run).rejects.toThrow("not saved");
    expect(done).toEqual(["old -> new", "compared with somebody else's", "now made from somebody else's"]);
  });

  it.each([
    ["at another place is in the text", "old\nmine", "theirs\nold", "theirs\nold\nmine", ["compared with theirs\nold"]],
    [
      "of the same line is in the text, between marks",
      "mine",
      "theirs",
      "<<<<<<< in libvirt\ntheirs\n=======\nmine\n>>>>>>> your text",
      [],
    ],
  ])("%s after Merge, and nothing is saved", async (_, edited, theirs, text, shown) => {
    const outcome: SaveOutcome = { kind: "conflict", current: { ...current, text: theirs } };
    const { run, done } = stage({ outcome, check: fine, clicks: ["Merge"], edited });
    await expect(run).rejects.toThrow("not saved");
    expect(editor.edits).toEqual([text]);
    expect(done).toEqual([`old -> ${edited}`, `now made from ${theirs}`, ...shown]);
  });

  it("that is still between marks is not saved", async () => {
    const { run, done } = stage({ check: fine, edited: "<!--\n<<<<<<< in libvirt\n-->" });
    await expect(run).rejects.toThrow("conflict markers");
    expect(done).toEqual([]);
  });

  it("of passwords is not what the text is made from: its placeholders may stand for others", async () => {
    const withPassword = "<domain><name>web01</name><graphics type='vnc' passwd='(hidden secret 1)'/></domain>";
    const outcome: SaveOutcome = { kind: "conflict", current: { ...current, text: withPassword } };
    const { run, done } = stage({ outcome, check: fine, clicks: ["Compare"] });
    await expect(run).rejects.toThrow("not saved");
    expect(editor.shown[0]?.buttons).toEqual(["Compare"]);
    expect(done).toEqual(["old -> new", `compared with ${withPassword}`]);
  });

  it("is taken for one where nobody knows what the text was made from", async () => {
    const { run, done } = stage({ outcome: saved, check: fine, isLeft: true });
    await expect(run).rejects.toThrow("not saved");
    expect(done).toEqual([]);
  });
});

describe("what is not saved", () => {
  it.each<[SaveOutcome, RegExp, readonly string[]]>([
    [
      { kind: "refused", refusal: { reason: "name-changed", from: "web01", to: "web02" } },
      /name was changed from web01 to web02/,
      ["Rename the VM", "Create a New VM"],
    ],
    [{ kind: "refused", refusal: { reason: "uuid-missing", uuid: "u" } }, /UUID was removed/, ["Create a New VM"]],
    [{ kind: "refused", refusal: { reason: "live-dump", start: 0 } }, /dump of a running VM/, ["Compare"]],
    [{ kind: "rejected", message: "line one\nline two", byValidation: false }, /libvirt rejected/, []],
    [{ kind: "unknown", definition: opened, isUnchanged: true }, /definition is unchanged/, []],
    [{ kind: "unknown", definition: opened, isUnchanged: false }, /see what libvirt has now/, []],
  ])("%o says why, with a way on", async (outcome, message, buttons) => {
    const { run } = stage({ outcome, check: fine });
    const error: unknown = await run.catch((thrown: unknown) => thrown);
    expect([String(error), ...editor.shown.map((each) => each.message)].join("\n")).toMatch(message);
    expect(editor.shown.flatMap((each) => each.buttons)).toEqual(buttons);
  });

  it("libvirt's own message is shown in full", async () => {
    const { run } = stage({ outcome: { kind: "rejected", message: "one\ntwo", byValidation: true }, check: fine });
    await expect(run).rejects.toThrow();
    expect(editor.shown[0]?.detail).toBe("one\ntwo");
  });

  it("a click goes on with the name that was typed", async () => {
    const refusal = { reason: "name-changed", from: "web01", to: "web02" } as const;
    const { run } = stage({ outcome: { kind: "refused", refusal }, check: fine, clicks: ["Rename the VM"] });
    await expect(run).rejects.toThrow();
    await vi.waitFor(() => expect(editor.shown.at(-1)?.message).toBe("libvirt-cpu.vms.rename"));
  });
});
