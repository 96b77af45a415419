import { describe, expect, it } from "vitest";
import { destinationText, makeAgreement, questionText } from "../../../client/src/hosts/live/agreement.js";
import { type Address, formatAddress, readAddress } from "../../../shared/src/config/index.js";
import { memory } from "../../support/memory.js";

const t = (text: string, ...values: (string | number)[]) =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

/** What the user was asked about; he agrees to what the pattern fits. */
function setUp({ agrees = /./, memento = memory() }: { agrees?: RegExp; memento?: ReturnType<typeof memory> } = {}) {
  const asked: string[][] = [];
  const settings = { executable: "virsh" };
  const start = () =>
    makeAgreement({
      memento,
      executable: () => settings.executable,
      ask: async (addresses, executable) => {
        asked.push(addresses.map((address) => `${executable} ${formatAddress(address)}`));
        return addresses.filter((address) => agrees.test(formatAddress(address)));
      },
    });
  return { asked, settings, start, agreement: start() };
}

const NODE1 = "qemu+ssh://node1/system";
const NODE2 = "qemu+ssh://node2/system";

describe("an address of the workspace", () => {
  it("is asked about once, also over a restart", async () => {
    const { agreement, asked, start } = setUp();
    expect(await agreement.agreed([NODE1])).toEqual(new Set([NODE1]));
    expect(await agreement.agreed([NODE1])).toEqual(new Set([NODE1]));
    expect(await start().agreed([NODE1])).toEqual(new Set([NODE1]));
    expect(asked).toEqual([["virsh qemu+ssh://node1/system?no_tty=1"]]);
  });

  it("is asked about with the others that are new", async () => {
    const { agreement, asked } = setUp({ agrees: /node1|node3/ });
    await agreement.agreed([NODE1]);
    const node3 = "qemu+tls://node3/system";
    expect(await agreement.agreed([NODE1, NODE2, node3, NODE2])).toEqual(new Set([NODE1, node3]));
    expect(asked[1]).toEqual(["virsh qemu+ssh://node2/system?no_tty=1", "virsh qemu+tls://node3/system"]);
  });

  it("that the user does not agree to is not run, and asked about again", async () => {
    const { agreement, asked } = setUp({ agrees: /never/ });
    expect(await agreement.agreed([NODE1])).toEqual(new Set());
    expect(await agreement.agreed([NODE1])).toEqual(new Set());
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["another host", NODE2],
    ["another user", "qemu+ssh://root@node1/system"],
    ["another port", "qemu+ssh://node1:2222/system"],
    ["another path", "qemu+ssh://node1/session"],
    ["another transport", "qemu+tcp://node1/system"],
    ["another parameter", "qemu+ssh://node1/system?keyfile=/k"],
  ])("with %s is another question", async (_, changed) => {
    const { agreement, asked } = setUp();
    await agreement.agreed([NODE1]);
    await agreement.agreed([changed]);
    expect(asked).toHaveLength(2);
  });

  it("written in another way is the same question: virsh is given the same", async () => {
    const { agreement, asked } = setUp();
    await agreement.agreed(["qemu+ssh://node1/system?socket=/s&keyfile=/k"]);
    const other = "qemu+ssh://node1/system?keyfile=%2Fk&no_tty=1&socket=/s";
    expect(await agreement.agreed([other])).toEqual(new Set([other]));
    expect(asked).toHaveLength(1);
  });

  it("with another virsh is another question", async () => {
    const { agreement, asked, settings } = setUp();
    await agreement.agreed([NODE1]);
    settings.executable = "/opt/virsh";
    await agreement.agreed([NODE1]);
    expect(asked[1]).toEqual(["/opt/virsh qemu+ssh://node1/system?no_tty=1"]);
    settings.executable = "virsh";
    await agreement.agreed([NODE1]);
    expect(asked).toHaveLength(2);
  });

  it("that is refused is neither asked about nor agreed to", async () => {
    const { agreement, asked } = setUp();
    const hostile = "qemu+ssh://h/system?command%00=/prog";
    await agreement.agree([hostile]);
    expect(await agreement.agreed([hostile])).toEqual(new Set());
    expect(asked).toEqual([]);
  });

  it.each([
    ["nothing", undefined],
    ["no list", { a: 1 }],
    ["no texts", [1, null, ["a"]]],
  ])("is asked about where the memory holds %s", async (_, stored) => {
    const { agreement, asked } = setUp({ memento: memory(stored) });
    await agreement.agreed([NODE1]);
    expect(asked).toHaveLength(1);
  });
});

it("an address that the user has typed is not asked about", async () => {
  const { agreement, asked } = setUp();
  await agreement.agree([NODE1]);
  expect(await agreement.agreed([NODE1])).toEqual(new Set([NODE1]));
  expect(asked).toEqual([]);
});

function addressOf(uri: string): Address {
  const read = readAddress(uri);
  if ("fault" in read) throw new Error(read.fault.code);
  return read.address;
}

describe("the question", () => {
  it("says what is run", () => {
    expect(questionText(addressOf("qemu+ssh://root@node1/system"), "/opt/virsh", t)).toBe(
      [
        "virsh connects to root@node1 with ssh.",
        "This command runs, then the same with domcapabilities and version; for its VMs with list, dumpxml and event:",
        "/opt/virsh --connect qemu+ssh://root@node1/system?no_tty=1 capabilities",
        "Nothing is changed there until you save, rename or create a VM.",
        "You will be asked again when the address or the setting libvirtCpu.virshPath changes.",
      ].join("\n\n"),
    );
  });

  it.each([
    ["qemu:///system", "virsh connects to libvirt on this machine."],
    ["qemu+unix:///system?socket=/run/s", "virsh connects to libvirt on this machine through the socket /run/s."],
    ["qemu+ssh://me@node1:2222/system", "virsh connects to me@node1:2222 with ssh."],
    ["qemu+libssh2:///system", "virsh connects to localhost with libssh2."],
    ["qemu://node1/system", "virsh connects to node1 with tls."],
    ["qemu+tcp://node1/system", "virsh connects to node1 without encryption (tcp)."],
    ["esx://root@esx1/", "virsh connects to root@esx1 with https."],
  ])("names the place of %s", (uri, text) => {
    expect(destinationText(addressOf(uri), t)).toBe(text);
  });
});
