import { execFileSync } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readAddress } from "../../../shared/src/config/index.js";
import { connect } from "../../../virsh/src/connect.js";
import { openDefinition } from "../../../virsh/src/definition.js";
import { shellWord, sshArguments } from "../../../virsh/src/overSsh.js";
import { renameDomain } from "../../../virsh/src/renameDomain.js";
import { saveDefinition } from "../../../virsh/src/saveDefinition.js";
import { createDice } from "../../libvirt/documents/dice.js";

const NEVER = new AbortController().signal;
const UUID = "11111111-1111-4111-8111-111111111111";
const DEFINITION = `<domain type='qemu'>\n  <name>web01</name>\n  <uuid>${UUID}</uuid>\n  <vcpu>2</vcpu>\n  <devices>\n    <graphics type='vnc' passwd='s3cret'/>\n  </devices>\n</domain>\n`;

function argumentsOf(uri: string, args: readonly string[], hasInput = false): readonly string[] {
  const read = readAddress(uri);
  if ("fault" in read) throw new Error(read.fault.code);
  return sshArguments(read.address, args, hasInput);
}

describe("ssh is given", () => {
  it.each([
    [
      "qemu+ssh://node1/system",
      ["-T", "-o", "BatchMode=yes", "--", "node1", "env LC_ALL=C virsh --quiet --connect qemu:///system list"],
    ],
    [
      "qemu+ssh://root@node1:2222/session?keyfile=/home/me/key&proxy=netcat",
      [
        ...["-T", "-o", "BatchMode=yes", "-p", "2222", "-i", "/home/me/key", "--", "root@node1"],
        "env LC_ALL=C virsh --quiet --connect qemu:///session list",
      ],
    ],
    [
      "qemu+ssh://[fe80::1]/system?socket=/run/s",
      [
        ...["-T", "-o", "BatchMode=yes", "--", "fe80::1"],
        "env LC_ALL=C virsh --quiet --connect 'qemu+unix:///system?socket=/run/s' list",
      ],
    ],
  ])("%s", (uri, expected) => {
    expect(argumentsOf(uri, ["list"])).toEqual(expected);
  });

  it("no word that begins with =, which zsh takes for a program", () => {
    expect(["=ls", "a=ls", "--name=ls"].map(shellWord)).toEqual(["'=ls'", "a=ls", "--name=ls"]);
  });

  it("words that a shell hands on as they are, whatever they hold", () => {
    const dice = createDice(1, 0);
    const parts = [
      "'",
      '"',
      "\\",
      "$",
      "`",
      " ",
      "\n",
      "\t",
      "!",
      "*",
      "~",
      "#",
      ";",
      "&",
      "|",
      "<",
      ">",
      "(",
      "-",
      "a",
      "ü",
      "=",
      "{",
      "%",
    ];
    const words = ["", "-", "--all", "$(touch x)", "'; touch x; '", "a b"];
    for (let count = 0; count < 400; count++) {
      words.push(Array.from({ length: dice.below(8) }, () => dice.pick(parts)).join(""));
    }
    const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(shellWord).join(" ")}`], {
      encoding: "utf8",
    });
    expect(printed.split("\0").slice(0, -1)).toEqual(words);
  });
});

/** A stand-in for ssh: its host is a folder with a shell and a virsh. */
async function host(virsh = "virsh") {
  const folder = await mkdtemp(path.join(tmpdir(), "virsh-ssh-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, "vms"));
  await writeFile(path.join(folder, "vms", UUID), DEFINITION);
  await writeFile(path.join(folder, "fault"), "\n");
  await copyFile(new URL("../../support/fakeVirsh.sh", import.meta.url), path.join(folder, virsh));
  const ssh = path.join(folder, "ssh");
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >>${folder}/ssh.log\nwhile [ $# -gt 1 ]; do shift; done\nPATH=${folder}:/usr/bin:/bin\nif [ ! -e ${folder}/virsh ]; then echo "env: 'virsh': No such file or directory" >&2; exit 127; fi\nexec sh -c "$1"\n`;
  await writeFile(ssh, script);
  for (const file of [virsh, "ssh"]) await chmod(path.join(folder, file), 0o755);
  const connected = (uri: string, program = ssh) =>
    connect(uri, { executable: () => "none", via: "ssh", ssh: program });
  return { folder, connected };
}

describe("virsh on another host", () => {
  it("opens, saves and renames, and no password is in an argument", async () => {
    const { folder, connected } = await host();
    const virsh = connected("qemu+ssh://root@node1/system");
    const opened = await openDefinition(virsh, "web01", NEVER);
    const typed = opened.text.replace("<vcpu>2", "<vcpu>3");
    expect(await saveDefinition(virsh, opened, typed, NEVER)).toMatchObject({
      kind: "saved",
      definition: { text: typed },
    });
    expect(await readFile(path.join(folder, "vms", UUID), "utf8")).toBe(DEFINITION.replace("<vcpu>2", "<vcpu>3"));
    const name = 'a\'b "c" $(id); --all';
    expect(await renameDomain(virsh, UUID, name, NEVER)).toMatchObject({ kind: "renamed", definition: { name } });
    const log = await readFile(path.join(folder, "ssh.log"), "utf8");
    expect(log).toContain("-T -o BatchMode=yes -- root@node1 cat | env LC_ALL=C virsh");
    expect(log).not.toContain("s3cret");
  });

  it.each([
    ["without ssh in the address", "qemu:///system", "ssh", "not-over-ssh"],
    ["without a host", "qemu+ssh:///system", "ssh", "not-over-ssh"],
    ["without ssh here", "qemu+ssh://node1/system", "none", "no-ssh"],
    ["with an address that is refused", "qemu+ssh://-oProxyCommand=x/system", "ssh", "address"],
  ])("is not asked %s", async (_, uri, program, code) => {
    const { folder, connected } = await host();
    const virsh = connected(uri, path.join(folder, program));
    await expect(openDefinition(virsh, UUID, NEVER)).rejects.toMatchObject({ failure: { code } });
  });

  it.each([
    ["qemu+ssh://node1/system", true],
    ["qemu:///system", false],
  ])("is the way out where virsh is missing here: %s", async (uri, isNamed) => {
    const { folder } = await host();
    const virsh = connect(uri, { executable: () => path.join(folder, "none") });
    const error = await openDefinition(virsh, UUID, NEVER).catch((thrown: unknown) => String(thrown));
    expect(error).toContain("virsh is not installed.");
    expect(String(error).includes("Or let ssh run virsh on the host of qemu+ssh://node1/system")).toBe(isNamed);
  });

  it("is missing there", async () => {
    const { connected } = await host("other");
    await expect(openDefinition(connected("qemu+ssh://node1/system"), UUID, NEVER)).rejects.toThrow(
      "virsh is not installed on the host of qemu+ssh://node1/system.",
    );
  });
});
