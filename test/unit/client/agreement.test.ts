import { describe, expect, it } from "vitest";
import { destinationText, makeAgreement, questionText } from "../../../client/src/hosts/live/agreement.js";
import type { Route } from "../../../shared/src/messages.js";
import { commandText } from "../../../virsh/src/connect.js";
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
      command: (route) => commandOf(route, settings.executable),
      ask: async (questions) => {
        asked.push(questions.map(({ command }) => command));
        return questions.filter(({ command }) => agrees.test(command));
      },
    });
  return { asked, settings, start, agreement: start() };
}

/** The real one; undefined for an address that is refused. */
function commandOf({ uri, via }: Route, executable: string): string | undefined {
  try {
    return commandText(uri, { executable: () => executable, via }, ["capabilities"]);
  } catch {
    return undefined;
  }
}

const NODE1: Route = { uri: "qemu+ssh://node1/system" };
const NODE2: Route = { uri: "qemu+ssh://node2/system" };
const VIRSH_TO_NODE1 = "virsh --quiet --connect 'qemu+ssh://node1/system?no_tty=1' capabilities";
const SSH_TO_NODE1 =
  "ssh -T -o BatchMode=yes -- node1 'env LC_ALL=C virsh --quiet --connect qemu:///system capabilities'";

describe("an address of the workspace", () => {
  it("is asked about once, also over a restart", async () => {
    const { agreement, asked, start } = setUp();
    expect(await agreement.agreed([NODE1])).toEqual([NODE1]);
    expect(await agreement.agreed([NODE1])).toEqual([NODE1]);
    expect(await start().agreed([NODE1])).toEqual([NODE1]);
    expect(asked).toEqual([[VIRSH_TO_NODE1]]);
  });

  it("is asked about with the others that are new", async () => {
    const { agreement, asked } = setUp({ agrees: /node1|node3/ });
    await agreement.agreed([NODE1]);
    const node3 = { uri: "qemu+tls://node3/system" };
    expect(await agreement.agreed([NODE1, NODE2, node3, NODE2])).toEqual([NODE1, node3]);
    expect(asked[1]).toEqual([
      VIRSH_TO_NODE1.replace("node1", "node2"),
      "virsh --quiet --connect qemu+tls://node3/system capabilities",
    ]);
  });

  it("that the user does not agree to is not run, and asked about again", async () => {
    const { agreement, asked } = setUp({ agrees: /never/ });
    expect(await agreement.agreed([NODE1])).toEqual([]);
    expect(await agreement.agreed([NODE1])).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Route]>([
    ["another host", NODE2],
    ["virsh on the host", { ...NODE1, via: "ssh" }],
    ["another user", { uri: "qemu+ssh://root@node1/system" }],
    ["another port", { uri: "qemu+ssh://node1:2222/system" }],
    ["another path", { uri: "qemu+ssh://node1/session" }],
    ["another transport", { uri: "qemu+tcp://node1/system" }],
    ["another parameter", { uri: "qemu+ssh://node1/system?keyfile=/k" }],
  ])("with %s is another question", async (_, changed) => {
    const { agreement, asked } = setUp();
    await agreement.agreed([NODE1]);
    await agreement.agreed([changed]);
    expect(asked).toHaveLength(2);
  });

  it("written in another way is the same question: virsh is given the same", async () => {
    const { agreement, asked } = setUp();
    await agreement.agreed([{ uri: "qemu+ssh://node1/system?socket=/s&keyfile=/k" }]);
    const other = { uri: "qemu+ssh://node1/system?keyfile=%2Fk&no_tty=1&socket=/s" };
    expect(await agreement.agreed([other])).toEqual([other]);
    expect(asked).toHaveLength(1);
  });

  it("with another virsh is another question", async () => {
    const { agreement, asked, settings } = setUp();
    await agreement.agreed([NODE1]);
    settings.executable = "/opt/virsh";
    await agreement.agreed([NODE1]);
    expect(asked[1]).toEqual([`/opt/${VIRSH_TO_NODE1}`]);
    settings.executable = "virsh";
    await agreement.agreed([NODE1]);
    expect(asked).toHaveLength(2);
  });

  it.each(["qemu:///system", "qemu+ssh:///system", "qemu+tls://node1/system"])(
    "%s is none to run virsh at",
    async (uri) => {
      const { agreement, asked } = setUp();
      expect(await agreement.agreed([{ uri, via: "ssh" }])).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  it("that is refused is neither asked about nor agreed to", async () => {
    const { agreement, asked } = setUp();
    const hostile = { uri: "qemu+ssh://h/system?command%00=/prog" };
    await agreement.agree(hostile);
    expect(await agreement.agreed([hostile])).toEqual([]);
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
  await agreement.agree(NODE1);
  expect(await agreement.agreed([NODE1])).toEqual([NODE1]);
  expect(asked).toEqual([]);
});

describe("the question", () => {
  it.each<[Route, string, string]>([
    [
      { uri: "qemu+ssh://root@node1/system" },
      "virsh connects to root@node1 with ssh.",
      "/opt/virsh --quiet --connect 'qemu+ssh://root@node1/system?no_tty=1' capabilities",
    ],
    [{ ...NODE1, via: "ssh" }, "ssh runs virsh on node1.", SSH_TO_NODE1],
  ])("says what is run: %o", (route, destination, command) => {
    expect(questionText({ route, command: commandOf(route, "/opt/virsh") ?? "" }, t)).toBe(
      [
        destination,
        "This command runs, then the same with domcapabilities and version; for its VMs with list, dumpxml and event:",
        command,
        "Nothing is changed there until you save, rename or create a VM.",
        "You will be asked again when this command changes.",
      ].join("\n\n"),
    );
  });

  it.each<[string, string, "ssh"?]>([
    ["qemu:///system", "virsh connects to libvirt on this machine."],
    ["qemu+unix:///system?socket=/run/s", "virsh connects to libvirt on this machine through the socket /run/s."],
    ["qemu+ssh://me@node1:2222/system", "virsh connects to me@node1:2222 with ssh."],
    ["qemu+ssh://me@node1:2222/system", "ssh runs virsh on me@node1:2222.", "ssh"],
    ["qemu+libssh2:///system", "virsh connects to localhost with libssh2."],
    ["qemu://node1/system", "virsh connects to node1 with tls."],
    ["qemu+tcp://node1/system", "virsh connects to node1 without encryption (tcp)."],
    ["esx://root@esx1/", "virsh connects to root@esx1 with https."],
  ])("names the place of %s", (uri, text, via) => {
    expect(destinationText({ uri, ...(via === undefined ? {} : { via }) }, t)).toBe(text);
  });
});
