import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "./run.js";

const UUID = "11111111-1111-4111-8111-111111111111";
const OTHER = "22222222-2222-4222-8222-222222222222";

const definition = ({ name = "web01", uuid = UUID, cpu = "", passwd = "" } = {}) => `<domain type='qemu'>
  <name>${name}</name>${uuid === "" ? "" : `\n  <uuid>${uuid}</uuid>`}
  <memory unit='KiB'>65536</memory>
  <vcpu placement='static'>2</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
  </os>
  <cpu mode='custom' match='exact' check='none'>
    <model fallback='forbid'>qemu64</model>${cpu}
  </cpu>
  <devices>
    <graphics type='vnc' port='-1'${passwd}/>
  </devices>
</domain>
`;
const STORED = definition({ passwd: " passwd='s3cret'" });
const more = (text: string) => text.replace(">2</vcpu>", ">3</vcpu>");

/** A folder with a file, and a libvirt that has one VM. */
async function staged(file: string, fault = "") {
  const folder = await mkdtemp(path.join(tmpdir(), "cli-define-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const virsh = path.join(folder, "libvirt", "virsh");
  await mkdir(path.join(folder, "libvirt", "vms"), { recursive: true });
  await copyFile(new URL("../support/fakeVirsh.sh", import.meta.url), virsh);
  await chmod(virsh, 0o755);
  await writeFile(path.join(folder, "libvirt", "fault"), `${fault}\n`);
  await writeFile(path.join(folder, "libvirt", "vms", UUID), STORED);
  await mkdir(path.join(folder, "files"));
  await writeFile(path.join(folder, "files", "web.xml"), file);
  const stored = (uuid = UUID) => readFile(path.join(folder, "libvirt", "vms", uuid), "utf8");
  return {
    define: (...args: string[]) => run(["define", "web.xml", ...args], { cwd: path.join(folder, "files"), virsh }),
    stored,
    libvirt: path.join(folder, "libvirt"),
  };
}

describe("define", () => {
  it("gives the file to libvirt, with the password that libvirt has", async () => {
    const { define, stored, libvirt } = await staged(more(definition()));
    expect(await define()).toEqual({
      code: 0,
      out: "web01 is defined.\n",
      err: "1 password that the file does not have: libvirt's is kept.\n",
    });
    expect(await stored()).toBe(more(definition()).replace("<graphics", "<graphics passwd='s3cret'"));
    expect(await readFile(path.join(libvirt, "log"), "utf8")).not.toContain("s3cret");
  });

  it("means the VM of its name where it has no UUID, and takes a password from the file", async () => {
    const { define, stored } = await staged(definition({ uuid: "", passwd: " passwd='mine'" }));
    expect(await define()).toEqual({ code: 0, out: "web01 is defined.\n", err: "" });
    expect(await stored()).toBe(definition({ passwd: " passwd='mine'" }).replace("\n  <uuid>", "<uuid>"));
  });

  it("tells that the VM runs, and what libvirt dropped, by the file's lines", async () => {
    const file = more(definition({ uuid: "" })).replace("port=", "prot=");
    const { define, libvirt } = await staged(file, "drops prot");
    await writeFile(path.join(libvirt, "running"), `${UUID}\n`);
    const { code, out } = await define();
    expect(out).toBe(
      "web01 is defined. The VM is running: the change takes effect at its next start. libvirt dropped or changed:\n" +
        "  12  devices/graphics prot  the file: -1  not in libvirt\n",
    );
    expect(code).toBe(1);
  });

  it("shows with --dry-run what would change", async () => {
    const { define, stored } = await staged(more(definition()));
    expect(await define("--dry-run")).toMatchObject({
      code: 0,
      out: "web.xml: web01: 1 difference. Devices are not compared. Nothing was defined.\n  5  vcpu  the file: 3  libvirt: 2\n",
    });
    expect(await stored()).toBe(STORED);
  });

  it("makes a new VM with --new, with the UUID of the file", async () => {
    const { define, stored } = await staged(definition({ name: "web02", uuid: OTHER }));
    expect(await define("--new", "--dry-run")).toMatchObject({
      code: 0,
      out: "web.xml: web02 is a new VM. Nothing was defined.\n",
    });
    expect(await define("--new")).toEqual({ code: 0, out: "web02 is defined.\n", err: "" });
    expect(await stored(OTHER)).toContain("<name>web02</name>");
    expect((await define("--new")).err).toContain("already has the VM web02. Leave --new out");
  });

  it("needs --force where libvirt would change something silently", async () => {
    const { define, stored } = await staged(definition({ cpu: "<toplogy sockets='2'/>" }));
    const { code, err } = await define();
    expect(err).toContain(
      "Nothing was defined: libvirt would silently change or ignore this. Use --force to define it.",
    );
    expect(code).toBe(1);
    expect(await stored()).toBe(STORED);
    expect(await define("--force")).toMatchObject({ code: 1, out: expect.stringContaining("cpu/toplogy") });
    expect(await stored()).not.toBe(STORED);
  });
});

describe("define does nothing", () => {
  it.each([
    [
      "with an error",
      definition({ cpu: "<feature policy='must' name='aes'/>" }),
      [],
      1,
      "Nothing was defined: libvirt rejects this.",
    ],
    [
      "with an error, by force",
      definition({ cpu: "<feature policy='must' name='aes'/>" }),
      ["--force"],
      1,
      "libvirt rejects this.",
    ],
    ["with a broken file", definition().slice(0, 200), [], 2, "web.xml: Line "],
    [
      "with two VMs",
      `<domains>${definition()}${definition()}</domains>`,
      [],
      2,
      "the outermost element must be <domain>",
    ],
    [
      "with what runs",
      definition().replace("<domain", "<domain id='3'"),
      [],
      2,
      "Use the output of virsh dumpxml --inactive.",
    ],
    ["with a template", definition().replace(">2<", ">{{ n }}<"), [], 2, "It is a template."],
    ["with a VM that is not there", definition({ name: "web02", uuid: OTHER }), [], 2, "has no VM web02. Use --new"],
    ["with another UUID", definition({ uuid: OTHER }), [], 2, `has the UUID ${UUID}, and the file has ${OTHER}.`],
    ["with another name", definition({ name: "web02" }), [], 2, "is called web01, and the file says web02."],
    ["with a VM that is there, as a new one", definition(), ["--new"], 2, "already has the VM web01. Leave --new out"],
    [
      "with a placeholder that stands for nothing",
      definition({ passwd: " passwd='(hidden secret 7)'" }),
      [],
      2,
      "Line 13: libvirt has no password for (hidden secret 7).",
    ],
  ])("%s", async (_, file, args, code, says) => {
    const { define, stored } = await staged(file);
    const ran = await define(...args);
    expect(ran.err).toContain(says);
    expect(ran).toMatchObject({ code, out: "" });
    expect(await stored()).toBe(STORED);
  });

  it.each([
    [
      "rejects",
      1,
      "libvirt rejects web01. Nothing was defined. It says:\n  unsupported configuration: no\n  in two lines: ",
    ],
    ["is killed before", 2, "virsh ended before it was done. web01 is as it was."],
    ["is killed after", 2, "The definition of web01 has changed. Compare it: libvirt-cpu drift web.xml"],
  ])("or says what is there where virsh %s", async (fault, code, says) => {
    const { define, stored } = await staged(more(definition()), fault);
    const ran = await define();
    expect(ran.err).toContain(says);
    expect(ran.err).not.toContain("s3cr");
    expect(ran.code).toBe(code);
    expect((await stored()) === STORED).toBe(fault !== "is killed after");
  });

  it("to a MAC address and an NVRAM that are not in the file", async () => {
    const card = "<interface type='user'><mac address='52:54:00:AA:22:33'/></interface>";
    const loader = "<loader readonly='yes' type='pflash'>/code.fd</loader>";
    const whole = (nvram: string, cards: string) =>
      more(definition())
        .replace("</os>", `${loader}${nvram}</os><features><acpi/></features>`)
        .replace("<graphics", `${cards}<graphics`);
    const [mine, usual] = ["/vm/mine.fd", "/var/lib/libvirt/qemu/nvram/web01_VARS.fd"].map(
      (file) => `<nvram>${file}</nvram>`,
    );
    const { define, stored, libvirt } = await staged(whole("", "<interface type='user'/>"));
    const set = (text: string) => writeFile(path.join(libvirt, "vms", UUID), text);
    await set(whole(mine ?? "", card));
    const before = await stored();
    expect(await define()).toMatchObject({
      code: 2,
      err: expect.stringContaining(`<mac address='52:54:00:aa:22:33'/>, ${mine}. Add it to the file`),
    });
    expect(await stored()).toBe(before);
    expect(await define("--force")).toMatchObject({ code: 0 });
    // The path that libvirt gives it again, and a card that is new.
    await set(whole(usual ?? "", ""));
    expect(await define()).toMatchObject({ code: 0 });
  });

  it("tells of a saved state, which the next start resumes", async () => {
    const { define, libvirt } = await staged(more(definition()));
    await writeFile(path.join(libvirt, "suspended"), `${UUID}\n`);
    expect((await define()).out).toMatch(
      /^web01 is defined\. The VM has a saved state, .* virsh managedsave-remove\.\n$/,
    );
  });

  it("to cookies of a disk that are not in the file", async () => {
    const cookies = "<disk><source><cookies><cookie name='a'>word</cookie></cookies></source></disk>";
    const { define, libvirt } = await staged(more(definition()));
    await writeFile(path.join(libvirt, "vms", UUID), STORED.replace("<graphics", `${cookies}<graphics`));
    expect(await define()).toMatchObject({
      code: 2,
      err: expect.stringContaining("1 secret of this VM that the file"),
    });
    expect(await define("--force")).toMatchObject({ code: 0 });
  });

  it.each([[["define"]], [["define", "a.xml", "b.xml"]]])("with %j", async (args) => {
    expect(await run(args, {})).toMatchObject({ code: 2, err: expect.stringContaining("Name one file") });
  });
});
