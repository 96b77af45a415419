import type { NearMisses } from "./nearMisses.js";

const hyperv = (inside: string, rest = "") =>
  `<domain type='kvm'><features><hyperv>${inside}</hyperv></features><cpu mode='host-model'/>${rest}</domain>`;
const CLOCK = "<clock offset='utc'><timer name='hypervclock' present='yes'/></clock>";

export const hypervNearMisses: NearMisses = {
  "hyperv-feature-unknown": [
    hyperv("<relaxed state='on'/><vendor_id state='on' value='x'/><xmm_input state='on'/><avic state='off'/>"),
    hyperv("<vpindex state='on'/><tlbflush state='on'><extended state='on'/></tlbflush>"),
    hyperv("<stimer state='off'><nonsense/></stimer>"),
  ],
  "hyperv-spinlocks": [
    hyperv("<spinlocks state='on' retries='4095'/>"),
    hyperv("<spinlocks state='on' retries='0x1fff'/>"),
    hyperv("<spinlocks state='off' retries='1'/>"),
    hyperv("<spinlocks state='on'/>"),
  ],
  "hyperv-vendor-id": [
    hyperv("<vendor_id state='on' value='123456789012'/>"),
    hyperv("<vendor_id state='on' value=''/>"),
    hyperv("<vendor_id state='off' value='1234567890123'/>"),
  ],
  "hyperv-requires": [
    hyperv("<vpindex state='on'/><synic state='on'/><stimer state='on'/>", CLOCK),
    hyperv("<synic state='off'/><stimer state='off'/>"),
    hyperv("<vapic state='on'/><evmcs state='on'/>"),
    "<domain type='kvm'><features><hyperv mode='passthrough'><synic state='on'/></hyperv></features></domain>",
    "<domain type='kvm'><features><hyperv mode='host-model'><synic state='on'/></hyperv></features></domain>",
    "<domain type='kvm'><os><type arch='x86_64' machine='pc-i440fx-3.0'>hvm</type></os><features><hyperv><synic state='on'/></hyperv></features></domain>",
    "<domain type='xen'><features><hyperv><synic state='on'/></hyperv></features></domain>",
  ],
  "hyperv-arch": [
    hyperv("<relaxed state='on'/>"),
    "<domain type='kvm'><os><type arch='aarch64'>hvm</type></os><features><hyperv><relaxed state='on'/></hyperv></features></domain>",
    "<domain type='xen'><os><type arch='ppc64'>hvm</type></os><features><hyperv/></features></domain>",
  ],
  "hyperv-ignored": [
    hyperv("<relaxed state='on'/>"),
    "<domain type='kvm'><features><hyperv mode='passthrough'/></features></domain>",
    "<domain type='kvm'><features><hyperv mode='custom'><relaxed state='on'/></hyperv></features></domain>",
  ],
};
