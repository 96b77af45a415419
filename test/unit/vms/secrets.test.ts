import { describe, expect, it } from "vitest";
import { readPrinted } from "../../../shared/src/vms/editedDefinition.js";
import { hideSecrets, keepSecrets, maskSecrets, revealSecrets } from "../../../shared/src/vms/secrets.js";
import type { XmlElement } from "../../../shared/src/xml/index.js";

const domain = (inside: string) =>
  `<domain type='qemu'>\n  <name>a</name>\n  <devices>${inside}</devices>\n</domain>\n`;

function rootOf(text: string): XmlElement {
  const read = readPrinted(text);
  if (read === undefined) throw new Error(text);
  return read.domain;
}

function hidden(complete: string, plain: string) {
  return hideSecrets(domain(complete), rootOf(domain(complete)), rootOf(domain(plain)));
}

const COOKIES = "<cookies>\n<cookie name='c1'>one</cookie><cookie name='c2' secure='yes'>t&amp;wo</cookie></cookies>";

describe("hidden is what only --security-info prints", () => {
  it.each([
    ["a password", "<graphics type='vnc' passwd='a&apos;b'/>", "<graphics type='vnc'/>", ["a&apos;b"]],
    ["one that is printed to all", "<graphics passwd='ab'/>", "<graphics passwd='ab'/>", ["ab"]],
    ["one that is starred", "<graphics passwd='ab'/>", "<graphics passwd='*****'/>", ["ab"]],
    ["an attribute of another release", "<tpm key='k' a='1'/>", "<tpm a='1'/>", ["k"]],
    ["the text of an element", "<tpm><key>k</key></tpm>", "<tpm><key/></tpm>", ["k"]],
    ["whole elements", `<source>${COOKIES}<host/></source>`, "<source><host/></source>", ["one", "t&amp;wo"]],
    [
      "how long a password is valid is not",
      "<graphics passwd='word' passwdValidTo='b' connected='c'/>",
      "<graphics/>",
      ["word"],
    ],
    ["nothing", "<disk a='1'/>", "<disk a='1'/>", []],
  ])("%s", (_, complete, plain, written) => {
    const found = hidden(complete, plain);
    expect(found?.secrets.map((each) => each.written)).toEqual(written);
    const expected = written.reduce(
      (text, each, index) => text.replace(new RegExp(`(['>])${each}(['<])`), `$1(hidden secret ${index + 1})$2`),
      domain(complete),
    );
    expect(found?.text).toBe(expected);
    // And back again, byte for byte.
    if (found !== undefined)
      expect(revealSecrets(found.text, rootOf(found.text), found.secrets)).toEqual({ text: domain(complete) });
  });

  it.each([
    ["another element", "<disk/>", "<controller/>"],
    ["more elements", "<disk/>", "<disk/><disk/>"],
    ["more attributes", "<disk/>", "<disk a='1'/>"],
  ])("two that do not belong together are told: %s", (_, complete, plain) => {
    expect(hidden(complete, plain)).toBeUndefined();
  });
});

describe("put back is a secret where it may be", () => {
  const complete =
    "<graphics type='vnc' passwd='a&quot;b'/><graphics type='spice' passwd='c'/><d><cookie>x</cookie></d><graphics type='vnc' passwd='line\nend'/>";
  const found = hidden(
    complete,
    "<graphics type='vnc'/><graphics type='spice'/><d><cookie/></d><graphics type='vnc'/>",
  );
  const revealed = (change: (text: string) => string) => {
    if (found === undefined) throw new Error("none");
    const text = change(found.text);
    return revealSecrets(text, rootOf(text), found.secrets);
  };

  it.each([
    ["with a line end in it", (text: string) => text, /passwd='line&#10;end'/],
    ["moved", (text: string) => text.replace(/(<graphics type='vnc'.*?>)(<graphics.*?>)/, "$2$1"), /c'\/><.*a&quot;b'/],
    [
      "between other quotes",
      (text: string) => text.replace("'(hidden secret 1)'", '"(hidden secret 1)"'),
      /passwd="a&quot;b"/,
    ],
    [
      "with blanks",
      (text: string) => text.replace("(hidden secret 3)", "\n (hidden secret 3)\n"),
      /<cookie>x<\/cookie>/,
    ],
    ["replaced by a new one", (text: string) => text.replace("(hidden secret 1)", "new"), /passwd='new'.*passwd='c'/],
    ["in a comment, as it is", (text: string) => text.replace("<d>", "<!-- (hidden secret 1) --><d>"), /<!-- \(hidden/],
  ])("%s", (_, change, expected) => {
    expect(revealed(change)).toMatchObject({ text: expect.stringMatching(expected) });
  });

  it.each([
    ["another number", (text: string) => text.replace("secret 1", "secret 9"), "(hidden secret 9)"],
    ["another kind", (text: string) => text.replace("type='vnc'", "type='rdp'"), "(hidden secret 1)"],
    ["another attribute", (text: string) => text.replace("<d>", "<d a='(hidden secret 3)'>"), "(hidden secret 3)"],
    ["another element", (text: string) => text.replace("<name>a", "<name>(hidden secret 2)"), "(hidden secret 2)"],
  ])("but not with %s", (_, change, placeholder) => {
    expect(revealed(change)).toMatchObject({ placeholder });
  });
});

describe("kept is what a file says nothing of", () => {
  const OPENED = domain(
    "<graphics type='vnc' passwd='(hidden secret 1)' passwdValidTo='2030'/><graphics type='spice' passwd='(hidden secret 2)'/>",
  );
  it.each([
    [
      "both",
      "<graphics type='vnc'/><graphics type='spice'/>",
      2,
      "<graphics passwd='(hidden secret 1)' passwdValidTo='2030' type='vnc'/><graphics passwd='(hidden secret 2)' type='spice'/>",
    ],
    [
      "in another order",
      "<graphics type='spice'/><graphics type='vnc' passwd='mine'/>",
      1,
      "<graphics passwd='(hidden secret 2)' type='spice'/><graphics type='vnc' passwd='mine'/>",
    ],
    ["none", "<graphics type='vnc' passwd=''/>", 0, "<graphics type='vnc' passwd=''/>"],
    ["none for other graphics", "<graphics type='rdp'/>", 0, "<graphics type='rdp'/>"],
  ])("%s", (_, file, kept, expected) => {
    const text = domain(file);
    expect(keepSecrets(text, rootOf(text), rootOf(OPENED))).toEqual({ text: domain(expected), kept, lost: 0 });
  });

  it.each([
    ["another kind", "<graphics type='spice'/>", "<graphics type='vnc' passwd='(hidden secret 1)'/>"],
    [
      "one of two, and nobody knows which",
      "<graphics type='vnc'/>",
      "<graphics type='vnc' passwd='(hidden secret 1)'/><graphics type='vnc' passwd='(hidden secret 2)'/>",
    ],
  ])("the password of graphics that are %s is lost, and not given to others", (_, mine, theirs) => {
    const [file, opened] = [domain(mine), domain(theirs)];
    expect(keepSecrets(file, rootOf(file), rootOf(opened))).toEqual({ text: file, kept: 0, lost: 1 });
  });

  it("what has no certain place is lost", () => {
    const opened = domain("<disk><cookies><cookie name='a'>(hidden secret 1)</cookie></cookies></disk>");
    const without = domain("<disk/>");
    expect(keepSecrets(without, rootOf(without), rootOf(opened))).toMatchObject({ text: without, lost: 1 });
    const mine = domain("<disk><cookies><cookie name='a'>mine</cookie></cookies></disk>");
    expect(keepSecrets(mine, rootOf(mine), rootOf(opened))).toMatchObject({ text: mine, lost: 0 });
  });
});

it("a message has no passwords, and short words stay", () => {
  const given = rootOf(domain("<graphics passwd='typed&amp;one'/>"));
  const secrets = [
    { placeholder: "(hidden secret 1)", kind: "", written: "stored" },
    { placeholder: "(hidden secret 2)", kind: "", written: "no" },
  ];
  const message = "no: stored, typed&one\n<graphics passwd='cut off\n<graphics passwd=\"x\" port='1'>";
  expect(maskSecrets(message, secrets, given)).toBe("no: …, …\n<graphics passwd=…\n<graphics passwd=… port='1'>");
});
