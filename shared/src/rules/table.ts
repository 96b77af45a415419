import type { Rule } from "./rule.js";

const POLICIES = "force, require, optional, disable or forbid";

/** Every rule, in the order of `docs/rules.md`. Severity is error only where libvirt refuses at define or start. */
export const RULES: readonly Rule[] = [
  {
    id: "xml",
    stage: "define",
    severity: "error",
    message: "{problem}",
    explanation: "libvirt reads only well-formed XML and refuses the whole document otherwise, often without a place.",
    example: "<cpu mode='host-model'><feature policy='require' name='aes'></cpu>",
  },
  {
    id: "cpu-mode",
    stage: "define",
    severity: "error",
    message: "'{value}' is not a CPU mode. Use custom, host-model, host-passthrough or maximum.",
    explanation: "The mode says where the guest's CPU comes from; libvirt knows four and refuses any other word.",
    example: "<cpu mode='passthrough'/>",
  },
  {
    id: "attribute-value",
    stage: "define",
    severity: "error",
    message: "'{value}' is not valid for {attribute}. {expected}",
    explanation:
      "The attribute takes a number or one of a few words, in lower case; anything else, also nothing at all, is refused.",
    example: "<cpu mode='host-model' check='strict'/>",
  },
  {
    id: "attribute-missing",
    stage: "define",
    severity: "error",
    message: "{element} needs the attribute {attribute}.",
    explanation: "libvirt refuses the element without this attribute.",
    example: "<cpu><topology sockets='1' cores='2'/></cpu>",
  },
  {
    id: "migratable-mode",
    stage: "define",
    severity: "error",
    message: "migratable works only with the modes host-passthrough and maximum; this CPU is {mode}.",
    explanation: "Only a CPU taken from the host as it is can be asked to leave out what blocks migration.",
    example: "<cpu mode='host-model' migratable='on'/>",
  },
  {
    id: "model-fallback",
    stage: "define",
    severity: "error",
    message: "'{value}' is not a fallback. Use allow or forbid.",
    explanation: "fallback says whether another model may stand in when the hypervisor lacks this one.",
    example: "<cpu><model fallback='yes'>Haswell</model></cpu>",
  },
  {
    id: "vendor-id",
    stage: "define",
    severity: "error",
    message: "vendor_id must be exactly 12 characters without a comma; this is {length}.",
    explanation: "It is what the guest reads as its CPU's vendor string, and that is always 12 characters long.",
    example: "<cpu><model vendor_id='Intel'>Haswell</model></cpu>",
  },
  {
    id: "vendor-without-model",
    stage: "define",
    severity: "error",
    message: "A vendor needs a model: libvirt refuses <vendor> without one.",
    explanation: "The vendor is a condition on a named model, and libvirt asks for one in every mode.",
    example: "<cpu><vendor>Intel</vendor></cpu>",
  },
  {
    id: "features-without-model",
    stage: "define",
    severity: "error",
    message:
      "Features need a model to start from. Name one in <model>, or choose the mode host-model or host-passthrough.",
    explanation:
      "In mode custom, which is also the default, features change a named model. `<model name='…'/>` names none: the name is the element's text.",
    example: "<cpu><feature policy='require' name='aes'/></cpu>",
  },
  {
    id: "feature-policy",
    stage: "define",
    severity: "error",
    message: `'{value}' is not a feature policy. Use ${POLICIES}.`,
    explanation: "libvirt knows five policies, in lower case, and refuses any other word.",
    example: "<cpu mode='host-model'><feature policy='enable' name='aes'/></cpu>",
  },
  {
    id: "feature-name-missing",
    stage: "define",
    severity: "error",
    message: "This feature has no name.",
    explanation: "Every feature is named; libvirt refuses one without a name or with an empty one.",
    example: "<cpu mode='host-model'><feature policy='require'/></cpu>",
  },
  {
    id: "feature-duplicate",
    stage: "define",
    severity: "error",
    message: "The feature {name} is listed already. Keep one of them.",
    explanation: "A feature may be named once, whatever its policies are.",
    example:
      "<cpu mode='host-model'><feature policy='require' name='aes'/><feature policy='disable' name='aes'/></cpu>",
  },
  {
    id: "cache-count",
    stage: "define",
    severity: "error",
    message: "A CPU has at most one <cache> element.",
    explanation: "libvirt refuses a second one.",
    example: "<cpu mode='host-model'><cache mode='emulate' level='3'/><cache mode='disable'/></cpu>",
  },
  {
    id: "cache-level",
    stage: "define",
    severity: "error",
    message: "There is no cache level {value}: use 1, 2 or 3.",
    explanation: "libvirt takes levels from 1 to 3.",
    example: "<cpu mode='host-model'><cache mode='emulate' level='5'/></cpu>",
  },
  {
    id: "maxphysaddr-limit",
    stage: "define",
    severity: "error",
    message: "limit works only with maxphysaddr mode passthrough; with emulate, say the number in bits.",
    explanation:
      "The limit caps what the host gives; an emulated number of address bits has nothing to cap. Releases before 9.3 drop the attribute.",
    example: "<cpu mode='host-model'><maxphysaddr mode='emulate' limit='39'/></cpu>",
  },
  {
    id: "host-cpu-definition",
    stage: "define",
    severity: "error",
    message: "{problem}",
    explanation:
      "A host's CPU, as virsh cpu-compare and cpu-baseline read it, has an architecture and a model, and no mode or match.",
    example: "<cpu match='exact'><arch>x86_64</arch><model>Haswell</model></cpu>",
  },
  {
    id: "vcpu-count",
    stage: "define",
    severity: "error",
    message: "{problem}",
    explanation:
      "The number of vCPUs is a whole number from 1 on, and not more of them can be plugged in at start than there are in all.",
    example: "<domain type='kvm'><vcpu current='8'>4</vcpu></domain>",
  },
  {
    id: "topology-vcpus",
    stage: "define",
    severity: "error",
    message: "{product} vCPUs by this topology ({formula}), but the VM has {vcpus}.",
    explanation: "sockets × dies × clusters × cores × threads must be the number in `<vcpu>` exactly.",
    example:
      "<domain type='kvm'><vcpu>4</vcpu><cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu></domain>",
  },
  {
    id: "feature-unknown",
    stage: "start",
    severity: "error",
    message: "libvirt {release} knows no feature '{name}', and refuses to start the VM.{hint}",
    explanation:
      "Every feature must be in libvirt's CPU map, under libvirt's own spelling. QEMU's and Linux's spellings, and features that other releases know, are defined without complaint and fail at start.",
    example: "<cpu mode='host-model'><feature policy='require' name='sse4_1'/></cpu>",
  },
  {
    id: "model-unknown",
    stage: "start",
    severity: "error",
    message: "libvirt {release} knows no model '{name}', and refuses to start the VM.{hint}",
    explanation:
      "Names of models are spelled as in libvirt's CPU map, capitals included. An unknown one is defined without complaint and fails at start. Where libvirt leaves models to QEMU (s390x, aarch64, riscv64, loongarch64), QEMU has the last word and this is a warning.",
    example: "<cpu><model>haswell</model></cpu>",
  },
  {
    id: "mode-needs-kvm",
    stage: "start",
    severity: "error",
    message:
      "host-passthrough cannot start in an emulated VM (domain type qemu). Use the mode maximum, or domain type kvm.",
    explanation: "Without KVM the guest's CPU is emulated by QEMU: there is no host CPU to hand over.",
    example: "<domain type='qemu'><cpu mode='host-passthrough'/></domain>",
  },
  {
    id: "vendor-unknown",
    stage: "start",
    severity: "error",
    message: "No host has the CPU vendor '{name}': libvirt's names are {vendors}.{hint}",
    explanation:
      "`<vendor>` is compared with libvirt's name of the vendor, not with the 12 characters that the CPU reports (`GenuineIntel`). libvirt takes any text at define and finds no such host at start.",
    example: "<cpu><model>Haswell</model><vendor>GenuineIntel</vendor></cpu>",
  },
  {
    id: "feature-policy-missing",
    stage: "schema",
    severity: "warning",
    message: "Without a policy libvirt takes require; its schema refuses the line.",
    explanation: "The parser fills in `require`, `virsh define --validate` and `virt-xml-validate` refuse.",
    example: "<cpu mode='host-model'><feature name='aes'/></cpu>",
  },
  {
    id: "model-name-attribute",
    stage: "silent",
    severity: "warning",
    message:
      "libvirt does not read this name, and gives the VM its default CPU instead. The model is the element's text: <model>{name}</model>.",
    explanation:
      "An empty `<model/>` is as good as none. Without features the definition is accepted and the VM gets qemu64; with features it is refused with a message about the feature list.",
    example: "<cpu mode='custom'><model name='Haswell'/></cpu>",
  },
  {
    id: "mode-element",
    stage: "silent",
    severity: "warning",
    message:
      "libvirt drops <mode> here, with all that is in it. It is the form of the domain capabilities; write <cpu mode='{name}'>.",
    explanation: "Pasted from `virsh domcapabilities`. libvirt ignores the element and gives the VM its default CPU.",
    example: "<cpu><mode name='host-model'/></cpu>",
  },
  {
    id: "model-missing",
    stage: "silent",
    severity: "warning",
    message:
      "No model and no mode: the VM gets QEMU's default CPU, the very old qemu64. Choose host-model, or name a model.",
    explanation:
      "A `<cpu>` that holds only topology, NUMA or cache says nothing about the CPU itself. libvirt fills in `qemu64` with check none.",
    example: "<cpu><topology sockets='1' cores='2' threads='1'/></cpu>",
  },
  {
    id: "element-unknown",
    stage: "silent",
    severity: "warning",
    message: "libvirt knows no element <{name}> here, and drops it.{hint}",
    explanation: "Unknown elements are dropped without a word unless the definition is validated against the schema.",
    example: "<cpu mode='host-model'><features/></cpu>",
  },
  {
    id: "attribute-unknown",
    stage: "silent",
    severity: "warning",
    message: "libvirt knows no attribute {name} here, and drops it.{hint}",
    explanation: "Unknown attributes are dropped without a word unless the definition is validated against the schema.",
    example: "<cpu mode='host-passthrough' migrateable='off'/>",
  },
  {
    id: "text-ignored",
    stage: "silent",
    severity: "warning",
    message: "libvirt drops this text.",
    explanation:
      "Text between elements is dropped without a word unless the definition is validated against the schema.",
    example: "<cpu mode='host-model'>Haswell</cpu>",
  },
  {
    id: "element-repeated",
    stage: "silent",
    severity: "warning",
    message: "Only the first <{name}> counts; libvirt drops this one.",
    explanation:
      "Where one element of a kind is expected libvirt reads the first and drops the others, also a second `<cpu>`.",
    example: "<cpu><model>Haswell</model><model>Broadwell</model></cpu>",
  },
  {
    id: "model-ignored",
    stage: "silent",
    severity: "warning",
    message: "Under {mode} the model does not count: {effect}.",
    explanation:
      "host-passthrough and maximum drop `<model>`; host-model takes the host's on x86 and most others, and reads it as a compatibility mode on ppc64.",
    example: "<cpu mode='host-passthrough'><model>Haswell</model></cpu>",
    tags: ["unnecessary"],
  },
  {
    id: "match-ignored",
    stage: "silent",
    severity: "hint",
    message: "match works only with mode custom; libvirt drops it under {mode}.",
    explanation:
      "match compares a named model with the host. The other modes take the host's CPU, so there is nothing to compare.",
    example: "<cpu mode='host-passthrough' match='exact'/>",
    tags: ["unnecessary"],
  },
];
