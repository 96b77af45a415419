import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type FolderHosts, Request } from "../../shared/src/messages.js";
import { afterEdit, afterItem, folder, hoverText, startClient, type TestClient } from "./client.js";

const CONFIG = `${folder}/libvirt-cpu.json`;
const NODE1 = readFileSync(new URL("../../samples/hosts/node1.domcaps.xml", import.meta.url), "utf8");
const CAPS1 = readFileSync(new URL("../../samples/hosts/node1.caps.xml", import.meta.url), "utf8");

const FILES = new Map([
  [`${folder}/hosts/node1.domcaps.xml`, NODE1],
  [`${folder}/hosts/node1.caps.xml`, CAPS1],
  [`${folder}/hosts/arm.xml`, CAPS1.replaceAll("x86_64", "aarch64")],
  [`${folder}/web.xml`, "<domain type='kvm'/>"],
]);

let client: TestClient;
afterEach(() => client.stop());

/** A client whose folder holds this configuration, saved; it is opened as it is there. */
async function openConfig(marked: string, options: { checksSchema?: boolean; saved?: string } = {}) {
  const text = marked.replace("|", "");
  client = await startClient({
    initializationOptions: { extension: true, checksSchema: options.checksSchema ?? false },
    readFile: (uri) => (uri === CONFIG ? (options.saved ?? text) : null),
    readHostFile: (uri) => {
      const file = FILES.get(uri);
      return file === undefined ? undefined : { text: file, modified: Date.now() - 3 * 86_400_000 - 1000 };
    },
  });
  return marked.includes("|")
    ? client.openAt(marked, CONFIG)
    : { document: await client.open(text, CONFIG), position: { line: 0, character: 0 } };
}

/** What is found once the hosts have been read: a change of the text asks again. */
async function toldAfterReading(text: string, options: { checksSchema?: boolean; saved?: string } = {}) {
  const { document } = await openConfig(text, { ...options, saved: options.saved ?? text });
  await client.hostsSettled();
  await client.change(document, [{ text: `${text} ` }]);
  const found = await client.diagnostics(document);
  return found.map(({ range, message }) => `${document.getText(range)}: ${message}`);
}

const HOST = '"a":{"capabilities":"hosts/node1.caps.xml"}';

describe("problems, at their place", () => {
  it.each([
    ['{"oops":1}', ['"oops": Unknown setting "oops": it is ignored.']],
    ['{"taget":"a"}', ['"taget": Unknown setting "taget": it is ignored. Did you mean "target"?']],
    [`{"hosts":{${HOST}},"pools":{"p":["a","b1"]}}`, ['"b1": Host "b1" does not exist here.']],
    [
      `{"hosts":{"node1":{"reference":"epyc-7502-32-core"}},"pools":{"p":["nod1"]}}`,
      ['"nod1": Host "nod1" does not exist here. Did you mean "node1"?'],
    ],
    [
      `{"hosts":{${HOST}},"target":"b"}`,
      ['"b": "b" is not a host or pool here, so no target is set. Did you mean "a"?'],
    ],
    [
      `{"hosts":{${HOST}},"targets":{"vms/**":"b"}}`,
      ['"b": "b" is not a host or pool here, so the files of this pattern have no target. Did you mean "a"?'],
    ],
    [
      '{"exclude":["../a",1,"a"]}',
      [
        '"../a": The pattern "../a" must not start with "./" or "../": paths are relative to the folder of this file.',
        "1: A pattern must be a text in double quotes.",
      ],
    ],
    [
      '{"hosts":{"a":{"capabilities":"../a.xml"}}}',
      ['"../a.xml": "capabilities" is outside this file\'s folder. Use a path inside it.'],
    ],
    [
      '{"hosts":{"a":{"uri":"qemu+ssh://me:secret@a/system"}}}',
      [
        '"qemu+ssh://me:secret@a/system": "uri" must not contain a password: others can read it. Use an ssh key, or libvirt\'s auth.conf.',
      ],
    ],
    [
      '{"rules":{"model-unknwn":"off"}}',
      ['"model-unknwn": Rule "model-unknwn" does not exist. Did you mean "model-unknown"?'],
    ],
    [
      '{"rules":{"xml":"of"}}',
      ['"of": "xml": the severity must be one of off, hint, information, warning, error. Did you mean "off"?'],
    ],
    [
      '{"hosts":{"a":{"reference":"epyc-7502"}}}',
      ['"epyc-7502": There is no such reference CPU. Did you mean "epyc-7502-32-core"?'],
    ],
    ['{"hosts":{"a":{"capabilities":"hosts/gone.xml"}}}', ['"hosts/gone.xml": The file does not exist.']],
    [
      '{"hosts":{"a":{"capabilities":"web.xml"}}}',
      [
        '"web.xml": It does not describe a host. Use the output of virsh domcapabilities, virsh capabilities or cpuid -r.',
      ],
    ],
    [
      '{"hosts":{"a":{"domainCapabilities":"hosts/node1.domcaps.xml","capabilities":"hosts/arm.xml"}}}',
      ['"a": a: the documents describe different architectures: x86_64 and aarch64.'],
    ],
    [`{"hosts":{${HOST}`, [': A "}" is missing here.']],
  ])("%s", async (text, messages) => {
    expect((await toldAfterReading(text)).map((line) => line.replace(/^ (?=:)/, ""))).toEqual(messages);
  });

  it("leaves to the editor what the schema says", async () => {
    const text = '{"oops":1,"hosts":{"a":{"capabilities":"../a.xml","virtType":"KVM"}},"target":"b"}';
    expect(await toldAfterReading(text, { checksSchema: true })).toEqual([
      '"../a.xml": "capabilities" is outside this file\'s folder. Use a path inside it.',
      '"b": "b" is not a host or pool here, so no target is set. Did you mean "a"?',
    ]);
  });

  it("tells of files once they have been read, without being asked", async () => {
    const { document } = await openConfig('{"hosts":{"a":{"capabilities":"hosts/gone.xml"}}}');
    expect(await client.diagnostics(document, (found) => found.length > 0)).toHaveLength(1);
  });

  it("says nothing of a path that has been changed and not been saved", async () => {
    const saved = '{"hosts":{"a":{"capabilities":"hosts/gone.xml"}}}';
    expect(await toldAfterReading(saved.replace("gone", "other"), { saved })).toEqual([]);
  });

  it("is silent for other JSON, even where it looks like XML", async () => {
    client = await startClient();
    const other = await client.open("<domain><cpu mode='no'/></domain>", `${folder}/package.json`);
    expect(await client.diagnostics(other)).toEqual([]);
  });
});

describe("what else stays silent in it", () => {
  it("symbols, lenses, hovers on nothing", async () => {
    const { document, position } = await openConfig('{"libvirt": "12.|8.0", "$schema": "<domain><cpu/></domain>"}');
    const params = { textDocument: { uri: document.uri } };
    expect(await client.connection.sendRequest("textDocument/documentSymbol", params)).toEqual([]);
    expect(await client.connection.sendRequest("textDocument/codeLens", params)).toEqual([]);
    expect(await client.hover(document, position)).toBeNull();
    expect(client.log).toEqual([]);
  });
});

describe("completion", () => {
  it.each([
    [`{"hosts":{${HOST},"b":{"uri":"x"}},"pools":{"p":["a", |]}}`, "b", '"p":["a", "b|"]'],
    [`{"hosts":{${HOST}},"pools":{"p":["a"]},"target": |}`, "p", '"target": "p"}'],
    [`{"hosts":{${HOST}},"pools":{"p":["a"]},"targets":{"vms/**": |}}`, "p", '"vms/**": "p"}}'],
    ['{"rules":{|}}', "model-unknown", '{"rules":{"model-unknown": "off"}}'],
    ['{"rules":{"xml": "|"}}', "hint", '{"rules":{"xml": "hint"}}'],
    ['{"hosts":{"a":{"reference":"epyc-7502|"}}}', "epyc-7502-32-core", '"reference":"epyc-7502-32-core"'],
    ['{"hosts":{"a":{"uri":"qemu+ssh://n/system","via": |}}}', "ssh", '"via": "ssh"}}}'],
    ['{"libvirt": |}', "12.8.0", '"libvirt": "12.8.0"'],
  ])("%s", async (marked, label, after) => {
    const { document, position } = await openConfig(marked);
    const items = await client.complete(document, position);
    const item = items.find((each) => each.label === label);
    if (item === undefined) throw new Error(`${label} is not offered: ${items.map((each) => each.label).join()}`);
    expect(afterItem(document, item)).toContain(after.replace("|", ""));
  });

  it("names reference CPUs by what they are sold as", async () => {
    const { document, position } = await openConfig('{"hosts":{"a":{"reference":"|"}}}');
    const items = await client.complete(document, position);
    expect(items).toHaveLength(32);
    expect(items[0]).toMatchObject({ label: "epyc-7502-32-core", detail: "AMD EPYC 7502, 2019" });
  });
});

describe("hover", () => {
  const hosts = `"hosts":{"no<de>1":{"domainCapabilities":"hosts/node1.domcaps.xml","capabilities":"hosts/node1.caps.xml"},
    "b":{"capabilities":"hosts/gone.xml"}}`;

  it.each([
    [
      `{${hosts.replace("no<de>1", "no|<de>1")}}`,
      [/no\\<de\\>1/, /x86_64/, /kvm with pc-q35/, /domain capabilities: `node1.domcaps.xml`, 3 days old/],
    ],
    [`{${hosts},"pools":{"p":["no<de>1","|b"]}}`, [/\*\*b\*\* · no data/, /hosts\/gone.xml: the file does not exist/]],
    [`{${hosts},"pools":{"p":["no<de>1","b"]},"target":"|p"}`, [/pool of 2 hosts/, /No data: b\./]],
    [`{${hosts},"pools":{"p":["no<de>1","b"]},"targets":{"vms/":"|p"}}`, [/pool of 2 hosts/, /No data: b\./]],
    ['{"hosts":{"a":{"reference":"epyc-|7502-32-core"}}}', [/AMD EPYC 7502/, /Rome \(Zen 2\), 2019/]],
    ['{"rules":{"model-|unknown":"off"}}', [/libvirt/]],
    ['{"libvirt":"10|.0.0"}', [/libvirt 10\.0\.0 is judged by the CPU map of 9\.10\.0/]],
    ['{"hosts":{"a":{"libvirt":"11|.6.0"}}}', [/of 11\.3\.0\. What 12\.8\.0 has besides is possibly supported/]],
    ['{"libvirt":"1|3.0.0"}', [/newer than the newest release that is known/]],
  ])("%s", async (marked, parts) => {
    const { document, position } = await openConfig(marked);
    await client.hostsSettled();
    const text = hoverText(await client.hover(document, position));
    for (const part of parts) expect(text).toMatch(part);
  });
});

describe("quick fixes", () => {
  it.each([
    ['{"hosts":{"node1":{"uri":"x"}},"target":"n|ode"}', 'Change to "node1"', '"target":"node1"'],
    ['{"hosts":{"node1":{"uri":"x"}},"targets":{"a/":"n|ode"}}', 'Change to "node1"', '"targets":{"a/":"node1"}'],
    ['{"exclude":["a","./|b"]}', 'Remove "./b"', '{"exclude":["a"]}'],
    ['{"hosts":{"node1":{"uri":"x"}},"pools":{"p":["node1","n|od"]}}', 'Remove "nod"', '"pools":{"p":["node1"]}'],
    ['{"rules":{"model-unk|nwn":"off"}}', 'Change to "model-unknown"', '{"rules":{"model-unknown":"off"}}'],
    ['{"rules":{"x|mx":"off", "xml": "off"}}', 'Remove "xmx"', '{"rules":{"xml": "off"}}'],
    ['{"libvirt":"12.8.0","taget|":"x"}', 'Remove "taget"', '{"libvirt":"12.8.0"}'],
    ['{"hosts":{"a":{"uri":"x", "archh|":"x86_64"}}}', 'Change to "arch"', '{"uri":"x", "arch":"x86_64"}'],
  ])("%s", async (marked, title, after) => {
    const { document, position } = await openConfig(marked, { checksSchema: true });
    const actions = await client.codeActions(document, { start: position, end: position }, []);
    const action = actions.find((each) => each.title === title);
    if (action === undefined) throw new Error(`no ${title}: ${actions.map((each) => each.title).join()}`);
    expect(afterEdit(document, action.edit)).toContain(after);
  });

  it("are not made where other kinds are asked for", async () => {
    const { document, position } = await openConfig('{"oo|ps":1}');
    expect(await client.codeActions(document, { start: position, end: position }, [], ["refactor"])).toEqual([]);
  });
});

describe("a configuration that changes", () => {
  it("before the client watches it is read again once it does", async () => {
    let reads = 0;
    client = await startClient({
      capabilities: { workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } } },
      readFile: (uri) => {
        if (!uri.endsWith("/libvirt-cpu.json")) return null;
        reads++;
        const name = reads === 1 ? "before" : "after";
        return JSON.stringify({ hosts: { [name]: { reference: "epyc-7502-32-core" } } });
      },
    });
    const folders = await client.until(
      () => client.connection.sendRequest<FolderHosts[]>(Request.hosts.method, {}),
      ([folder]) => folder?.hosts[0]?.name === "after",
    );
    expect(folders[0]?.hosts.map(({ name }) => name)).toEqual(["after"]);
  });

  it("is watched with other files though the client has refused to watch the first ones", async () => {
    const asked: string[] = [];
    let host = "one";
    let heard = () => {};
    const next = () =>
      new Promise<void>((resolve) => {
        heard = resolve;
      });
    const first = next();
    client = await startClient({
      capabilities: { workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } } },
      readFile: (uri) =>
        uri === CONFIG ? JSON.stringify({ hosts: { [host]: { capabilities: `${host}/host.xml` } } }) : null,
      register: (registrations) => {
        asked.push(JSON.stringify(registrations));
        heard();
        if (asked.length === 1) throw new Error("no");
      },
    });
    await first;
    const second = next();
    host = "two";
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: CONFIG, type: 2 }],
    });
    await second;
    expect(asked.map((each) => [each.includes("one/"), each.includes("two/")])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});
