/** One mark under one text of a document, and the action that fixes it. */
export interface Step {
  readonly rule: string;
  readonly severity: "error" | "warning" | "information" | "hint";
  /** The text that is underlined. */
  readonly marked: string;
  /** The action's title. */
  readonly title: string;
  /** A rewrite of the document instead of a quick fix. */
  readonly rewrite?: true;
}

/** A definition that costs people hours, fixed step by step. */
export interface PainfulCase {
  /** What they did. */
  readonly name: string;
  readonly document: string;
  readonly steps: readonly Step[];
  /** What is there once, and what is there afterwards; all the rest must stay as it was. */
  readonly changes: readonly (readonly [before: string, after: string])[];
}

const q35 = "<os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>";
const kvm = (...parts: readonly string[]): string => vm("<domain type='kvm'>", parts);
const vm = (start: string, parts: readonly string[]): string =>
  `${start}\n  <name>db01</name>\n  <memory unit='GiB'>4</memory>\n  ${parts.join("\n  ")}\n</domain>\n`;

/** From public issue trackers, the ones most often told there. */
export const painfulCases: readonly PainfulCase[] = [
  {
    name: "more cores in <topology>, and <vcpu> forgotten",
    document: kvm(
      "<vcpu placement='static' current='4'>6</vcpu>",
      q35,
      "<cpu mode='host-model'>\n    <topology sockets='1' dies='1' cores='4' threads='2'/>\n  </cpu>",
    ),
    steps: [
      {
        rule: "topology-vcpus",
        severity: "error",
        marked: "sockets='1' dies='1' cores='4' threads='2'",
        title: "Set <vcpu> to 8",
      },
    ],
    changes: [["current='4'>6</vcpu>", "current='4'>8</vcpu>"]],
  },
  {
    name: "the XML of a running VM, taken to another host",
    document: kvm(
      "<vcpu>4</vcpu>",
      q35,
      `<cpu mode='custom' match='exact' check='full'>
    <model fallback='forbid'>Skylake-Server-noTSX-IBRS</model>
    <vendor>Intel</vendor>
    <feature policy='require' name='ss'/>
    <feature policy='require' name='vmx'/>
    <feature policy='require' name='hypervisor'/>
    <feature policy='require' name='x2apic'/>
    <feature policy='disable' name='mpx'/>
  </cpu>`,
    ),
    steps: [
      {
        // The samples have a target, which makes it certain.
        rule: "target-check-full",
        severity: "error",
        marked: "full",
        title: "Clean up CPU copied from a running VM",
        rewrite: true,
      },
    ],
    changes: [
      ["check='full'", "check='partial'"],
      ["    <feature policy='require' name='hypervisor'/>\n    <feature policy='require' name='x2apic'/>\n", ""],
    ],
  },
  {
    name: "features, and no model to add them to",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      "<cpu>\n    <feature policy='require' name='vmx'/>\n    <feature policy='disable' name='hle'/>\n  </cpu>",
    ),
    steps: [{ rule: "features-without-model", severity: "error", marked: "cpu", title: "Use mode host-model" }],
    changes: [["<cpu>", "<cpu mode='host-model'>"]],
  },
  {
    name: "names from /proc/cpuinfo and from QEMU",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      `<cpu mode='custom' match='exact'>
    <model fallback='forbid'>haswell-noTSX-IBRS</model>
    <feature policy='require' name='sse4_1'/>
    <feature policy='require' name='pclmulqdq'/>
  </cpu>`,
    ),
    steps: [
      { rule: "model-unknown", severity: "error", marked: "haswell-noTSX-IBRS", title: "Change to Haswell-noTSX-IBRS" },
      { rule: "feature-unknown", severity: "error", marked: "sse4_1", title: "Change to sse4.1" },
      { rule: "feature-unknown", severity: "error", marked: "pclmulqdq", title: "Change to pclmuldq" },
    ],
    changes: [
      [">haswell-", ">Haswell-"],
      ["sse4_1", "sse4.1"],
      ["pclmulqdq", "pclmuldq"],
    ],
  },
  {
    name: "a model's name in an attribute, as QEMU's documentation has it",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      "<cpu mode='custom'>\n    <model name='Westmere-IBRS'/>\n    <feature policy='require' name='pcid'/>\n  </cpu>",
    ),
    steps: [
      {
        rule: "model-name-attribute",
        severity: "warning",
        marked: "name='Westmere-IBRS'",
        title: "Move the name into the element: Westmere-IBRS",
      },
    ],
    changes: [["<model name='Westmere-IBRS'/>", "<model>Westmere-IBRS</model>"]],
  },
  {
    name: "a mode pasted from the domain capabilities",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      `<cpu>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>Skylake-Client-IBRS</model>
      <vendor>Intel</vendor>
      <feature policy='require' name='ss'/>
      <feature policy='disable' name='mpx'/>
    </mode>
  </cpu>`,
    ),
    steps: [{ rule: "mode-element", severity: "warning", marked: "mode", title: "Use <cpu mode='host-model'>" }],
    changes: [
      [
        `<cpu>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>Skylake-Client-IBRS</model>
      <vendor>Intel</vendor>
      <feature policy='require' name='ss'/>
      <feature policy='disable' name='mpx'/>
    </mode>
  </cpu>`,
        "<cpu mode='host-model'>\n  </cpu>",
      ],
    ],
  },
  {
    name: "threads on AMD that the guest takes for cores",
    document: kvm(
      "<vcpu>8</vcpu>",
      q35,
      `<cpu mode='host-passthrough'>
    <topology sockets='1' dies='1' cores='4' threads='2'/>
    <feature policy='require' name='svm'/>
  </cpu>`,
    ),
    steps: [
      { rule: "topoext-missing", severity: "warning", marked: "threads='2'", title: "Add topoext with policy require" },
    ],
    changes: [["name='svm'/>\n", "name='svm'/>\n    <feature policy='require' name='topoext'/>\n"]],
  },
  {
    name: "more than 255 vCPUs: what libvirt asks for one by one comes at once",
    document: kvm(
      "<vcpu>288</vcpu>",
      "<os>\n    <type arch='x86_64' machine='pc'>hvm</type>\n  </os>",
      "<features>\n    <acpi/>\n  </features>",
      "<cpu mode='host-passthrough'/>",
    ),
    steps: [
      { rule: "many-vcpus-machine", severity: "error", marked: "288", title: "Prepare the VM for more than 255 vCPUs" },
    ],
    changes: [
      ["machine='pc'", "machine='q35'"],
      ["    <acpi/>\n", "    <acpi/>\n    <ioapic driver='qemu'/>\n"],
      [
        "<cpu mode='host-passthrough'/>\n",
        `<cpu mode='host-passthrough'/>
  <devices>
    <iommu model='intel'>
      <driver intremap='on' eim='on'/>
    </iommu>
  </devices>
`,
      ],
    ],
  },
  {
    name: "a Hyper-V timer without what it needs",
    document: kvm(
      "<vcpu>4</vcpu>",
      q35,
      "<features>\n    <acpi/>\n    <hyperv>\n      <relaxed state='on'/>\n      <stimer state='on'/>\n    </hyperv>\n  </features>",
      "<cpu mode='host-model'/>",
    ),
    steps: [
      {
        rule: "hyperv-requires",
        severity: "error",
        marked: "<stimer state='on'/>",
        title: "Turn on vpindex, synic, hypervclock",
      },
    ],
    changes: [
      ["      <stimer", "      <vpindex state='on'/>\n      <synic state='on'/>\n      <stimer"],
      [
        "<cpu mode='host-model'/>\n",
        `<cpu mode='host-model'/>
  <clock offset='utc'>
    <timer name='hypervclock' present='yes'/>
  </clock>
`,
      ],
    ],
  },
  {
    name: "a second -cpu in QEMU's command line, which takes the place of <cpu>",
    document: vm("<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>", [
      "<vcpu>4</vcpu>",
      q35,
      "<cpu mode='host-model'>\n    <topology sockets='1' cores='4' threads='1'/>\n  </cpu>",
      `<qemu:commandline>
    <qemu:arg value='-cpu'/>
    <qemu:arg value='Skylake-Client-IBRS,+vmx,-hle'/>
    <qemu:arg value='-snapshot'/>
  </qemu:commandline>`,
    ]),
    steps: [
      {
        rule: "cpu-overridden",
        severity: "warning",
        marked: "<qemu:arg value='-cpu'/>",
        title: "Move to the definition",
      },
    ],
    changes: [
      [
        "<cpu mode='host-model'>\n",
        "<cpu mode='custom' match='exact' check='none'>\n    <model fallback='forbid'>Skylake-Client-IBRS</model>\n",
      ],
      [
        "threads='1'/>\n",
        "threads='1'/>\n    <feature policy='require' name='vmx'/>\n    <feature policy='disable' name='hle'/>\n",
      ],
      ["    <qemu:arg value='-cpu'/>\n    <qemu:arg value='Skylake-Client-IBRS,+vmx,-hle'/>\n", ""],
    ],
  },
  {
    name: "the number of vCPUs in <vcpus>, which gives the VM one",
    document: kvm("<vcpus>4</vcpus>", q35, "<cpu mode='host-passthrough'/>"),
    steps: [{ rule: "vcpus-text", severity: "warning", marked: "<vcpus>4</vcpus>", title: "Change to <vcpu>" }],
    changes: [["<vcpus>4</vcpus>", "<vcpu>4</vcpu>"]],
  },
  {
    name: "<kvm> and <topology> beside the elements they belong into",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      "<features>\n    <acpi/>\n  </features>",
      "<kvm>\n    <hidden state='on'/>\n  </kvm>",
      "<cpu mode='host-passthrough'/>",
      "<topology sockets='1' cores='2' threads='1'/>",
    ),
    steps: [
      { rule: "element-misplaced", severity: "warning", marked: "kvm", title: "Move to <features>" },
      { rule: "element-misplaced", severity: "warning", marked: "topology", title: "Move to <cpu>" },
    ],
    changes: [
      [
        "    <acpi/>\n  </features>\n  <kvm>\n    <hidden state='on'/>\n  </kvm>\n",
        "    <acpi/>\n    <kvm>\n      <hidden state='on'/>\n    </kvm>\n  </features>\n",
      ],
      [
        "<cpu mode='host-passthrough'/>\n  <topology sockets='1' cores='2' threads='1'/>\n",
        "<cpu mode='host-passthrough'>\n    <topology sockets='1' cores='2' threads='1'/>\n  </cpu>\n",
      ],
    ],
  },
  {
    name: "hiding KVM from the guest, with an attribute that libvirt ignores",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      "<features>\n    <acpi/>\n    <kvm hidden='on'/>\n  </features>",
      "<cpu mode='host-passthrough'/>",
    ),
    steps: [{ rule: "attribute-unknown", severity: "warning", marked: "hidden", title: "Use <hidden state='on'/>" }],
    changes: [["<kvm hidden='on'/>", "<kvm>\n      <hidden state='on'/>\n    </kvm>"]],
  },
  {
    name: "arguments for QEMU without its namespace, which nobody reads",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      "<cpu mode='host-passthrough'/>",
      "<qemu:commandline>\n    <qemu:arg value='-snapshot'/>\n  </qemu:commandline>",
    ),
    steps: [{ rule: "qemu-namespace", severity: "warning", marked: "qemu:commandline", title: "Add the namespace" }],
    changes: [["<domain type='kvm'>", "<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>"]],
  },
  {
    name: "a property of QEMU's -cpu as a feature, which libvirt sets outside <cpu>",
    document: kvm(
      "<vcpu>2</vcpu>",
      q35,
      "<features>\n    <acpi/>\n  </features>",
      "<cpu mode='host-passthrough'>\n    <feature policy='require' name='kvm_pv_unhalt'/>\n    <feature policy='require' name='aes'/>\n  </cpu>",
    ),
    steps: [
      {
        rule: "feature-unknown",
        severity: "error",
        marked: "kvm_pv_unhalt",
        title: "Move to <features><pvspinlock>",
      },
    ],
    changes: [
      ["    <acpi/>\n", "    <acpi/>\n    <pvspinlock state='on'/>\n"],
      ["    <feature policy='require' name='kvm_pv_unhalt'/>\n", ""],
    ],
  },
];
