import { describe, expect, it } from "vitest";
import {
  beforeSave,
  changeNowText,
  notRenamedText,
  refusedText,
  savedText,
} from "../../../../client/src/vms/saveTexts.js";
import { inEnglish as t } from "../../../../virsh/src/failure.js";

const finding = (line: number) => ({ line, message: `Wrong ${line}.` });

describe("before a save", () => {
  it.each([
    [{ errors: [], doubts: [] }, { kind: "nothing" }],
    [{ error: "not libvirt's" }, { kind: "nothing" }],
    [
      { errors: [finding(3), finding(9)], doubts: [finding(1)] },
      { kind: "refused", text: "libvirt rejects this definition. Line 3: Wrong 3." },
    ],
    [
      { errors: [], doubts: [finding(1), finding(2)] },
      { kind: "question", detail: "Line 1: Wrong 1.\nLine 2: Wrong 2." },
    ],
    [undefined, { kind: "question", detail: expect.stringContaining("was not checked") }],
  ])("%o", (check, expected) => {
    expect(beforeSave(check, t)).toEqual(expected);
  });

  it("lists five, and says how many there are more", () => {
    const doubts = Array.from({ length: 8 }, (_, index) => finding(index + 1));
    const before = beforeSave({ errors: [], doubts }, t);
    expect(before.kind === "question" && before.detail.split("\n")).toEqual([
      ...doubts.slice(0, 5).map(({ line, message }) => `Line ${line}: ${message}`),
      "3 more are in the Problems view.",
    ]);
  });
});

describe("after a save", () => {
  const saved = { isRunning: false, isSuspended: false, losses: [] };
  it.each([
    [saved, ""],
    [{ ...saved, isRunning: true }, "web01 is running. The change takes effect after its next start."],
    [
      { ...saved, isSuspended: true },
      "web01 has a saved state, and its next start resumes that: the change takes effect at the start after it. To drop the saved state, use virsh managedsave-remove.",
    ],
    [
      { ...saved, losses: ["cpu/toplogy", "vcpu curent"] },
      "libvirt saved web01, but dropped or changed what you wrote: cpu/toplogy, vcpu curent.",
    ],
    [
      { ...saved, losses: ["a", "b", "c", "d", "e", "f"] },
      "libvirt saved web01, but dropped or changed what you wrote: a, b, c, d, e, ….",
    ],
    [
      { ...saved, overwritten: { uuid: "", name: "web01", text: "" } },
      "Somebody else changed web01 at the same moment. Your text has replaced that change.",
    ],
  ])("%o", (outcome, text) => {
    expect(savedText("web01", outcome, t)).toBe(text);
  });

  it("names what can be changed now; a name is one word to a shell", () => {
    expect(changeNowText("web01", t)).toContain("virsh setvcpus web01 <count> --live");
    expect(changeNowText("a'b c", t)).toContain(String.raw`virsh setmem 'a'\''b c' <size> --live`);
  });
});

describe("a refusal says what to do", () => {
  it.each([
    [{ reason: "name-changed", from: "a", to: "b" } as const, /from a to b.*rename the VM, or create a new VM/],
    [{ reason: "uuid-changed", from: "u", to: "v" } as const, /Set it back to u/],
    [{ reason: "uuid-missing", uuid: "u" } as const, /<uuid>u<\/uuid>/],
    [{ reason: "uuid-malformed", uuid: "x" } as const, /UUID x is malformed/],
    [{ reason: "live-dump", start: 0 } as const, /lose the passwords/],
    [{ reason: "unknown-placeholder", placeholder: "(hidden secret 1)", start: 0 } as const, /^\(hidden secret 1\)/],
    [{ reason: "name-exists", name: "a" } as const, /name a\. Choose another/],
    [{ reason: "template" } as const, /template/],
    [{ reason: "not-a-domain" } as const, /<domain>/],
    [{ reason: "name-missing" } as const, /<name>/],
    [{ reason: "transient" } as const, /transient/],
    [{ reason: "not-well-formed", code: "no-root", start: 0 } as const, /well-formed/],
  ])("%o", (refusal, text) => {
    expect(refusedText(refusal, t)).toMatch(text);
  });

  it.each([
    [{ kind: "refused", reason: "running" } as const, "web01 is running. Shut it down, then rename it."],
    [{ kind: "rejected", message: "has snapshots" } as const, "libvirt did not rename web01. It says: has snapshots"],
  ])("to rename: %o", (outcome, text) => {
    expect(notRenamedText("web01", outcome, t)).toBe(text);
  });
});
