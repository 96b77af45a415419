import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DAEMON_DRIVERS,
  MAX_ADDRESS,
  NETWORK_DRIVERS,
  TRANSPORTS,
} from "../../../shared/src/config/address/address.js";
import { faultText, formatAddress, parseConfig, readAddress } from "../../../shared/src/config/index.js";
import { BAD, GOOD } from "../../support/addresses.js";
import { brokenLaw, readAsLibvirt } from "../../support/libvirtUri.js";

describe("a connection URI", () => {
  it.each(GOOD)("%s is accepted, and virsh is given %s", (typed, given) => {
    const read = readAddress(typed);
    expect("address" in read ? formatAddress(read.address) : read.fault).toBe(given);
    expect(brokenLaw(typed)).toBeUndefined();
  });

  it.each(BAD)("%j is refused: %s", (typed, code) => {
    const read = readAddress(typed);
    expect("fault" in read ? read.fault.code : read.address).toBe(code);
  });

  it("is taken apart", () => {
    expect(readAddress("qemu+ssh://root@[::1]:22/system?socket=/s&keyfile=%2Fk")).toEqual({
      address: {
        driver: "qemu",
        transport: "ssh",
        user: "root",
        host: "::1",
        port: 22,
        path: "/system",
        parameters: new Map([
          ["keyfile", "/k"],
          ["socket", "/s"],
        ]),
      },
    });
  });
});

describe("what is said of it", () => {
  it.each([
    [
      "qemu+ssh://me:s3cret@node1/system",
      "must not contain a password: others can read it. Use an ssh key, or libvirt's auth.conf",
    ],
    [
      "kvm:///system",
      'has the unknown driver "kvm". Use one of qemu, xen, ch, bhyve, lxc, vbox, vz, test, esx, vpx, hyperv',
    ],
    ["qemu+rsh://node1/system", 'has the unknown transport "rsh". Use one of unix, ssh, libssh, libssh2, tls, tcp'],
    [
      "qemu+ssh://node1/system?command%00=/p",
      'must not name a program to be run ("command"). Put it into ~/.ssh/config or libvirt.conf',
    ],
    [
      "qemu:///embed?root=/x",
      "must not use /embed: it loads VMs from a folder and runs their programs. Use /system or /session",
    ],
    ["test:///x.xml", "must have the path /default with the driver test: another path reads a file"],
    ["qemu:///sytem", "must have one of these paths: /system, /session"],
    [
      "qemu+ssh://-x/system",
      'must have a host name or an IP address, not "-x". Put IPv6 in brackets; for other names, add a Host to ~/.ssh/config',
    ],
    ["qemu+tls://node1/system?proxy=auto", 'must not contain the parameter "proxy": this transport uses none'],
    ["qemu:///system?proxy=auto", 'must not contain the parameter "proxy". This transport uses mode, socket'],
    ["qemu:///system?mode=x", 'must set "mode" to one of auto, legacy, direct'],
  ])("%s", (typed, text) => {
    const read = readAddress(typed);
    expect("fault" in read ? faultText(read.fault, l10n.t) : "").toBe(text);
  });

  it("every fault has a text, and none shows a password", () => {
    for (const [typed] of BAD) {
      const read = readAddress(typed);
      const text = "fault" in read ? faultText(read.fault, l10n.t) : "";
      expect(text).toMatch(/^(?:must|has) /);
      expect(text).not.toMatch(/secret|se\/cret|se@cret|\{\d\}|undefined/);
    }
  });
});

describe("the schema of libvirt-cpu.json", () => {
  const { uri } = JSON.parse(
    readFileSync(new URL("../../../data/schema/libvirt-cpu.schema.json", import.meta.url), "utf8"),
  ).definitions.Host.properties;

  it("has the drivers and transports that are read", () => {
    const drivers = `((${[...DAEMON_DRIVERS.keys()].join("|")})(\\+(${[...TRANSPORTS.keys()].join("|")}))?|${NETWORK_DRIVERS.join("|")})`;
    expect(uri).toMatchObject({ pattern: `^${drivers}://[!-~]*$`, maxLength: MAX_ADDRESS });
  });

  it.each([...BAD, ...GOOD])("%j: what it refuses is refused; whether it does is known", (typed) => {
    const { problems } = parseConfig(JSON.stringify({ hosts: { a: { reference: "x", uri: typed } } }));
    const passes = typed.length > 0 && typed.length <= uri.maxLength && new RegExp(uri.pattern).test(typed);
    if (!passes) expect(problems).toHaveLength(1);
    if (passes) expect(problems.map(({ inSchema }) => inSchema)).not.toContain(true);
  });
});

/** Mostly right, now and then hostile. */
const mostly = (right: readonly string[], ...hostile: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...right) }, fc.constantFrom(...hostile));
const escaped = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.infiniteStream(fc.nat(19))).map(([plain, dice]) =>
    Array.from(plain, (letter) => {
      if (dice.next().value !== 0 || letter > "~") return letter;
      return `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`;
    }).join(""),
  );
const parameter = fc
  .tuple(
    mostly(["socket=/run/s", "keyfile=/k", "mode=auto", "proxy=native"], "command=/prog", "name=qemu:///embed", "mode"),
    mostly([""], "%00", "%00=/prog", "%FF", "\0", " ", ";command=/prog", "=", "/../x", "/`id`", "%0a"),
    mostly(["&"], "&command%00x=/prog&", ";", "&&", "#", ""),
  )
  .map((parts) => parts.join(""));
const near = fc
  .tuple(
    mostly(["qemu", "xen", "test", "esx", "vpx"], "qemu%00", "remote", ""),
    mostly(["", "+ssh", "+libssh2", "+tls"], "+ext", "+unix", "+%65xt"),
    mostly(["://"], ":/", ":"),
    mostly(["", "me@"], "me:s@", "-l@", "%2dl@", "a@b@"),
    mostly(["node1", "", "[::1]", "node1:22"], "-oProxyCommand=x", "%FF-x", "node1:-1", "a%00"),
    mostly(["/system", "/session", "/default", "/", "/a%20b/c"], "/embed", "/a/../b", "/system%00", ""),
    fc
      .array(parameter, { maxLength: 2 })
      .map((parts) => (parts.length === 0 ? "" : `?${parts.join("")}end`.replace(/&end$|end$/, ""))),
  )
  .map((parts) => parts.join(""));

describe("whatever is accepted", () => {
  it("has only allowed parts when libvirt reads what virsh is given", () => {
    let accepted = 0;
    const check = (text: string) => {
      expect(brokenLaw(text)).toBeUndefined();
      if ("address" in readAddress(text)) accepted++;
    };
    fc.assert(fc.property(fc.oneof(near, escaped(near)), check), { numRuns: 20_000 });
    expect(accepted).toBeGreaterThan(100);
  });

  it("or of anything at all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl()), (text) => {
        expect(brokenLaw(text)).toBeUndefined();
      }),
    );
  });

  it("the reader of the law sees what libvirt sees", () => {
    const of = (query: string) => readAsLibvirt(`qemu+ssh://h/system?${query}`)?.parameters;
    expect(of("command%00x=/prog")).toEqual([["command", "/prog"]]);
    expect(of("a=1;command=/prog")).toEqual([
      ["a", "1"],
      ["command", "/prog"],
    ]);
    expect(of("a=1;b=2&c")).toEqual([
      ["a", "1;b=2"],
      ["c", ""],
    ]);
    expect(readAsLibvirt("qemu+ssh://%FF%2Dx@h/s")?.user).toBe("\u00ff-x");
  });
});
