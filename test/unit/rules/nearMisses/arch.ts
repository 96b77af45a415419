import type { NearMisses } from "./nearMisses.js";

const guest = (arch: string, type: string, cpu: string, machine = "") =>
  `<domain type='${type}'><vcpu>2</vcpu><os><type arch='${arch}'${machine}>hvm</type></os>${cpu}</domain>`;

export const archNearMisses: NearMisses = {
  "match-unsupported": [
    guest("s390x", "kvm", "<cpu match='exact'><model>z14</model></cpu>"),
    guest("x86_64", "kvm", "<cpu match='minimum'><model>Haswell</model></cpu>"),
  ],
  "policy-unsupported": [
    guest("s390x", "kvm", "<cpu mode='host-model'><feature policy='disable' name='vx'/></cpu>"),
    guest("x86_64", "kvm", "<cpu mode='host-model'><feature policy='optional' name='aes'/></cpu>"),
  ],
  "compat-mode-unknown": [
    guest("ppc64le", "kvm", "<cpu mode='host-model'><model>power11</model></cpu>"),
    guest("ppc64le", "kvm", "<cpu><model>POWER9</model></cpu>"),
  ],
  "arm-needs-host-passthrough": [
    guest("aarch64", "kvm", "<cpu mode='host-passthrough'/>"),
    guest("aarch64", "qemu", "<cpu><model>cortex-a57</model></cpu>"),
  ],
  "arm-model-missing": [
    guest("aarch64", "qemu", "<cpu><model>cortex-a57</model></cpu>"),
    guest("aarch64", "qemu", "<cpu><topology sockets='1' cores='2' threads='1'/></cpu>", " machine='sbsa-ref'"),
  ],
  "deprecated-features-arch": [guest("s390x", "kvm", "<cpu mode='host-model' deprecated_features='off'/>")],
  "cpu-not-read": [
    "<domain type='xen'><cpu mode='host-passthrough'><feature policy='disable' name='svm'/></cpu></domain>",
    "<domain type='bhyve'><vcpu>2</vcpu><cpu><topology sockets='1' cores='2' threads='1'/></cpu></domain>",
  ],
};
