import { describe, expect, it } from "vitest";
import { mergeConfigs, parseConfig, readConfig } from "../../../shared/src/config/index.js";

describe("what is kept", () => {
  it.each([
    ["{}", undefined, [], 0],
    ['{"libvirt":"12.8.0"}', "12.8.0", [], 0],
    ['\uFEFF{"libvirt":"12.8"}', "12.8", [], 0],
    ['// ours\n{"libvirt":"12.8", /* all */ }', "12.8", [], 0],
    ['{"libvirt":""}', undefined, [], 0],
    [
      '{"rules":{"xml":"off","cpu-mode":"hint"}}',
      undefined,
      [
        ["xml", "off"],
        ["cpu-mode", "hint"],
      ],
      0,
    ],
    ['{"rules":{"xml":"loud","cpu-mode":"hint"}}', undefined, [["cpu-mode", "hint"]], 1],
    ['{"rules":{"__proto__":"off"}}', undefined, [["__proto__", "off"]], 0],
    ['{"rules":[]}', undefined, [], 1],
    ['{"libvirt":12}', undefined, [], 1],
    ['{"libvirt":"12.8.0; rm"}', undefined, [], 1],
    ["[]", undefined, [], 1],
    ["null", undefined, [], 0],
    ["{", undefined, [], 1],
    ["", undefined, [], 1],
  ])("%s", (text, libvirt, rules, problems) => {
    const parsed = parseConfig(text);
    expect(parsed.config.libvirt).toBe(libvirt);
    expect([...parsed.config.rules]).toEqual(rules);
    expect(parsed.problems).toHaveLength(problems);
  });

  it("all of a whole file", () => {
    const node1 = { domainCapabilities: "hosts/a.xml", capabilities: "./hosts/b.xml", cpudata: "c/../d.xml" };
    const node2 = {
      uri: "qemu+ssh://root@[::1]:22/system?no_tty=1",
      via: "ssh",
      arch: "x86_64",
      machine: "q35",
      virtType: "kvm",
    };
    const node3 = { reference: "epyc-7502", libvirt: "9.0.0", qemu: "8.2" };
    const { config, problems } = parseConfig(
      JSON.stringify({
        $schema: "x",
        hosts: { node1, node2, node3 },
        pools: { prod: ["node1", "node2"] },
        target: "prod",
        targets: { "vms/lab/": "node3", "vms/1": "prod" },
        exclude: ["old/", "!old/kept.xml"],
        libvirt: "12.8.0",
        rules: { xml: "off" },
      }),
    );
    expect(problems).toEqual([]);
    expect(config).toEqual({
      hosts: new Map(Object.entries({ node1, node2, node3 })),
      pools: new Map([["prod", ["node1", "node2"]]]),
      target: "prod",
      targets: new Map([
        ["vms/lab/", "node3"],
        ["vms/1", "prod"],
      ]),
      exclude: ["old/", "!old/kept.xml"],
      libvirt: "12.8.0",
      rules: new Map([["xml", "off"]]),
    });
  });

  it("what could be read of a file that is being typed", () => {
    const { config, problems } = parseConfig('{"hosts": {"a": {"uri": "qemu:///system"}, "b": {"reference": "x"');
    expect([...config.hosts]).toEqual([
      ["a", { uri: "qemu:///system" }],
      ["b", { reference: "x" }],
    ]);
    expect(problems.map(({ severity }) => severity)).toEqual(["error"]);
  });

  it("names that objects have by themselves", () => {
    const { config, problems } = parseConfig(
      '{"hosts":{"__proto__":{"reference":"x"},"constructor":{"reference":"y","__proto__":1}},"pools":{"toString":["__proto__"]},"target":"toString"}',
    );
    expect(config.hosts.get("__proto__")).toEqual({ reference: "x" });
    expect(config.hosts.get("constructor")).toEqual({ reference: "y" });
    expect(config.pools.get("toString")).toEqual(["__proto__"]);
    expect(problems).toHaveLength(1);
  });
});

/** A configuration of one host with one more key. */
const host = (key: string, value: string) => `{"hosts":{"a":{"reference":"x",${JSON.stringify(key)}:${value}}}}`;
const text = (value: string) => JSON.stringify(value);

describe("problems are marked in place", () => {
  it.each<[json: string, marked: string, message: RegExp, severity?: "error"]>([
    ['{"libvirt" "9"}', '"9"', /":" is missing/, "error"],
    ["{hosts: {}}", "hosts", /double quotes/, "error"],
    ['{"libvirt": "9}', '"9}', /closing quote/, "error"],
    ['{"target": "nowhere"}', '"nowhere"', /not a host or pool/, "error"],
    ["[]", "[]", /must be an object/, "error"],
    ['{"hots": {}}', '"hots"', /Unknown setting/],
    ['{"libvirt":"9", "libvirt":"8"}', '"libvirt"', /twice/],
    ['{"hosts": []}', "[]", /"hosts" must be an object/],
    ['{"hosts": {"a": 1}}', "1", /"a" must be an object/],
    ['{"hosts": {"a": {}}}', '"a"', /"a" has no source/],
    ['{"hosts": {"a": {"machine": "q35"}}}', '"a"', /has no source/],
    ['{"hosts": {"": {"reference": "x"}}}', '""', /name must not be empty/],
    [`{"hosts": {"${"n".repeat(101)}": {"reference": "x"}}}`, `"${"n".repeat(101)}"`, /100 characters/],
    ['{"hosts": {"a\\u0007": {"reference": "x"}}}', '"a\\u0007"', /control characters/],
    [host("speed", "1"), '"speed"', /Unknown setting/],
    [host("uri", "1"), "1", /must be a text/],
    [host("capabilities", '"/etc/passwd"'), '"/etc/passwd"', /inside the folder of this file/],
    [host("capabilities", '"C:/x.xml"'), '"C:/x.xml"', /inside the folder of this file/],
    [host("capabilities", '"file:///x.xml"'), '"file:///x.xml"', /inside the folder of this file/],
    [host("capabilities", '"a/../../x.xml"'), '"a/../../x.xml"', /is outside/],
    [host("capabilities", '"./../x.xml"'), '"./../x.xml"', /is outside/],
    [host("capabilities", '"%2E/../x.xml"'), '"%2E/../x.xml"', /is outside/],
    [host("capabilities", '"%2e%2E/x.xml"'), '"%2e%2E/x.xml"', /is outside/],
    [host("capabilities", '".%2e/x.xml"'), '".%2e/x.xml"', /is outside/],
    [host("cpudata", '"hosts\\\\x.xml"'), '"hosts\\\\x.xml"', /between folders/],
    [host("cpudata", '""'), '""', /must not be empty/],
    [host("uri", '"qemu+ssh://root:secret@node/system"'), '"qemu+ssh://root:secret@node/system"', /password/],
    [host("uri", '"esx://root:se/cret@node/"'), '"esx://root:se/cret@node/"', /password/],
    [host("uri", '"--help"'), '"--help"', /option/],
    [host("uri", '"qemu:///system\\n"'), '"qemu:///system\\n"', /control characters/],
    [host("machine", '"-x"'), '"-x"', /option/],
    [host("via", '"ssh"'), '"via"', /no effect without "uri"/],
    ['{"hosts":{"a":{"uri":"qemu+ssh://n/system","via":"telnet"}}}', '"telnet"', /must be "ssh"/],
    ['{"hosts":{"a":{"uri":"qemu:///system","via":"ssh"}}}', '"via"', /needs an address over ssh/],
    ['{"hosts":{"a":{"uri":"qemu+ssh:///system","via":"ssh"}}}', '"via"', /needs an address over ssh/],
    ['{"hosts":{"a":{"uri":"qemu+libssh://n/system","via":"ssh"}}}', '"via"', /needs an address over ssh/],
    [host("arch", text("a".repeat(201))), text("a".repeat(201)), /200 characters/],
    [host("virtType", '"kvmm"'), '"kvmm"', /one of kvm, qemu/],
    [host("qemu", '"new"'), '"new"', /release/],
    ['{"pools": {"p": []}}', '"p"', /is empty/],
    ['{"pools": {"p": {}}}', "{}", /must be a list/],
    ['{"pools": {"p": ["x"]}}', '"x"', /Host "x" does not exist/],
    ['{"pools": {"p": [1]}}', "1", /must be a text/],
    ['{"hosts":{"a":{"reference":"x"}},"pools":{"p":["a","a"]}}', '"a"', /twice/],
    [
      '{"hosts":{"a":{"reference":"x"}},"pools":{"p":["a"],"q":["p"]}}',
      '"p"',
      /is a pool. A pool can contain only hosts/,
    ],
    ['{"hosts":{"a":{"reference":"x"}},"pools":{"a":["a"]}}', '"a"', /of a host and of a pool/],
    ['{"rules": {"xml": "loud"}}', '"loud"', /one of off, hint/],
  ])("%s", (json, marked, message, severity) => {
    const { problems } = parseConfig(json);
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
    const [problem] = problems;
    expect(json.slice(problem?.start, problem?.end)).toBe(marked);
    expect(problem?.severity).toBe(severity ?? "warning");
  });

  it("of a URI with a password the message shows nothing", () => {
    const { config, problems } = parseConfig(host("uri", '"qemu+ssh://root:secret@node/system"'));
    expect(problems[0]?.message).not.toContain("secret");
    expect(config.hosts.get("a")).toEqual({ reference: "x" });
  });

  it.each([
    "qemu+ssh://root@node:2222/system",
    "qemu+tls://[fe80::1]/system",
    "test:///default",
    "qemu:///system?socket=/a:b@c",
  ])("%s is a connection", (uri) => {
    expect(parseConfig(host("uri", text(uri))).problems).toEqual([]);
  });

  it("names that may have been meant come along, rules only where they are known", () => {
    const json = '{"hosts":{"node1":{"reference":"x"}},"target":"nod1","rules":{"xlm":"off"}}';
    expect(parseConfig(json).problems.map(({ unknown }) => unknown?.known)).toEqual([["node1"]]);
    const { problems } = parseConfig(json, { rules: ["xml"] });
    expect(problems.map(({ unknown }) => unknown)).toEqual([
      { name: "nod1", known: ["node1"] },
      { name: "xlm", known: ["xml"] },
    ]);
  });
});

describe("limits", () => {
  const fleet = (count: number) =>
    JSON.stringify({
      hosts: Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, { reference: "x" }])),
    });

  it("takes 10,000 hosts and tells of more", () => {
    expect(parseConfig(fleet(10_000)).problems).toEqual([]);
    const { config, problems } = parseConfig(fleet(10_001));
    expect(config.hosts.size).toBe(10_000);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining("more than 10000 hosts")]);
  });

  it.each([
    ["deep", `${"[".repeat(100_000)}`, /levels/],
    ["deep objects", `${'{"a":'.repeat(100_000)}`, /levels/],
    ["long", `"${" ".repeat(8 * 1024 * 1024)}"`, /8 MB/],
  ])("does not look into what is too %s", (_, json, message) => {
    expect(parseConfig(json).problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  });

  it("stops telling where nobody would read on", () => {
    const { problems } = parseConfig(
      JSON.stringify({ pools: { p: Array.from({ length: 2000 }, (_, at) => `n${at}`) } }),
    );
    expect(problems).toHaveLength(501);
    expect(problems.at(-1)?.message).toContain("more problems");
  });
});

describe("readConfig", () => {
  it.each([[undefined], [null], [{}], [{ hosts: { a: 1 }, virsh: "x" }], [{ libvirt: null, rules: null }]])(
    "%j says nothing",
    (value) => {
      expect(readConfig(value)).toEqual({
        config: { hosts: new Map(), pools: new Map(), targets: new Map(), exclude: [], rules: new Map() },
        problems: [],
      });
    },
  );

  it.each([[1], ["x"], [[]], [{ libvirt: 1 }], [{ rules: { xml: "loud" } }]])("%j is wrong", (value) => {
    expect(readConfig(value).problems).toHaveLength(1);
  });
});

describe("mergeConfigs", () => {
  it("takes the first's word, setting by setting", () => {
    const first = readConfig({ rules: { a: "off" } }).config;
    const second = readConfig({ libvirt: "9.0.0", rules: { a: "hint", b: "hint" } }).config;
    expect(mergeConfigs(first, second)).toEqual({
      libvirt: "9.0.0",
      hosts: new Map(),
      pools: new Map(),
      targets: new Map(),
      exclude: [],
      rules: new Map([
        ["a", "off"],
        ["b", "hint"],
      ]),
    });
    expect(mergeConfigs(second, first).rules.get("a")).toBe("hint");
  });

  it("keeps the hosts of the file, which comes first", () => {
    const file = parseConfig('{"hosts":{"a":{"reference":"x"}},"target":"a"}').config;
    const merged = mergeConfigs(file, readConfig({ libvirt: "9.0.0" }).config);
    expect([...merged.hosts.keys()]).toEqual(["a"]);
    expect(merged.target).toBe("a");
    expect(merged.libvirt).toBe("9.0.0");
  });
});

it("a connection URI of a megabyte is refused before it is looked into", () => {
  const text = JSON.stringify({ hosts: { a: { uri: `qemu://${"[".repeat(1_000_000)}` } } });
  expect(parseConfig(text).problems.map(({ message }) => message)).toEqual([
    expect.stringContaining("must not be longer than 200 characters"),
  ]);
});
