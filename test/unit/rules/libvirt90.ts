/**
 * What libvirt 9.0 answers at define: the QEMU driver with QEMU 7.2 (domains of type qemu), the test driver (type test).
 * Asked of Debian 12's packages; `null` where it accepts.
 */
export const LIBVIRT_90: readonly (readonly [xml: string, define: string | null])[] = [
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'/></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><kvm><hint-dedicated state='on'/></kvm></features><cpu mode='host-model'/></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><acpi/></features></domain>",
    "unsupported configuration: ACPI requires UEFI on this architecture",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type><loader readonly='yes' type='pflash'>/tmp/x.fd</loader></os><features/></domain>",
    "unsupported configuration: UEFI requires ACPI on this architecture",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type><loader type='rom'>/tmp/x.fd</loader></os><features/></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type><loader readonly='yes' type='pflash'>/tmp/x.fd</loader></os><features><acpi/></features></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='q35'>hvm</type></os><features/></domain>",
    "unsupported configuration: Emulator '/usr/bin/qemu-system-aarch64' does not support machine type 'q35'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>xen</type></os><features/></domain>",
    "unsupported configuration: Emulator '/usr/bin/qemu-system-x86_64' does not support os type 'xen'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>exe</type></os><features/></domain>",
    "XML error: init binary must be specified",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><ioapic driver='kvm'/></features></domain>",
    "unsupported configuration: The 'ioapic' feature is not supported for architecture 'aarch64' or machine type 'virt'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><ioapic/></features></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><pmu state='off'/></features></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><gic version='2'/></features></domain>",
    "unsupported configuration: The 'gic' feature is not supported for architecture 'x86_64' or machine type 'q35'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><gic/></features></domain>",
    "unsupported configuration: The 'gic' feature is not supported for architecture 'x86_64' or machine type 'q35'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><apic/></features></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><apic eoi='on'/></features></domain>",
    "unsupported configuration: The 'eoi' attribute of the 'apic' feature is not supported for architecture 'aarch64' or machine type 'virt'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><pvspinlock/></features></domain>",
    "unsupported configuration: The 'pvspinlock' feature is not supported for architecture 'aarch64' or machine type 'virt'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><pvspinlock state='off'/></features></domain>",
    "unsupported configuration: The 'pvspinlock' feature is not supported for architecture 'aarch64' or machine type 'virt'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><htm state='off'/></features></domain>",
    "unsupported configuration: The 'htm' feature is not supported for architecture 'x86_64' or machine type 'q35'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><vmport state='off'/></features></domain>",
    "unsupported configuration: vmport is not available with this QEMU binary",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><smm state='off'/></features></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><features><hyperv><relaxed state='on'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><hyperv><synic state='on'/><stimer state='on'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><clock><timer name='kvmclock' present='yes'/></clock></domain>",
    "unsupported configuration: Configuring the 'kvmclock' timer is not supported for virtType=qemu arch=aarch64 machine=virt guests",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><clock><timer name='kvmclock' present='no'/></clock></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><clock><timer name='tsc' frequency='1'/></clock></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><clock><timer name='hpet' present='yes'/></clock></domain>",
    "unsupported configuration: hpet timer is not supported",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><clock><timer name='hpet' present='no'/></clock></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><clock><timer name='platform'/></clock></domain>",
    "unsupported configuration: unsupported timer type (name) 'platform'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><clock><timer name='rtc' track='boot'/></clock></domain>",
    "unsupported configuration: unsupported rtc timer track 'boot'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><clock><timer name='rtc' tickpolicy='merge'/></clock></domain>",
    "unsupported configuration: unsupported rtc timer tickpolicy 'merge'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><clock><timer name='pit' tickpolicy='merge'/></clock></domain>",
    "unsupported configuration: unsupported pit tickpolicy 'merge'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><clock><timer name='armvtimer' tickpolicy='delay'/></clock></domain>",
    "unsupported configuration: Configuring the 'armvtimer' timer is not supported for virtType=qemu arch=aarch64 machine=virt guests",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><clock><timer name='armvtimer'/></clock></domain>",
    "unsupported configuration: Configuring the 'armvtimer' timer is not supported for virtType=qemu arch=x86_64 machine=q35 guests",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><tcg><tb-cache unit='KiB'>5</tb-cache></tcg></features></domain>",
    "unsupported configuration: tb-cache size must be an integer multiple of MiB",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='host-passthrough' migratable='on'/></domain>",
    "unsupported configuration: Migratable attribute for host-passthrough CPU is not supported by this QEMU binary",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='host-passthrough' migratable='off'/></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='maximum' migratable='on'/></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu><model>max</model><feature policy='disable' name='sve'/><feature policy='require' name='sve128'/></cpu></domain>",
    "unsupported configuration: SVE disabled, but SVE vector lengths provided",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'><feature policy='disable' name='sve'/><feature policy='require' name='sve128'/></cpu></domain>",
    "unsupported configuration: SVE disabled, but SVE vector lengths provided",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu check='full'/></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu check='full'/></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'><cache mode='emulate'/></cpu></domain>",
    "unsupported configuration: CPU cache mode 'emulate' can only be used with level='3'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'><cache mode='passthrough'/></cpu></domain>",
    "unsupported configuration: CPU cache mode 'passthrough' can only be used with 'host-passthrough' / 'maximum' CPUs",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='maximum'><cache mode='passthrough'/></cpu></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'><cache mode='disable' level='3'/></cpu></domain>",
    "unsupported configuration: unsupported CPU cache level for mode 'disable'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='maximum'><cache mode='disable'/></cpu></domain>",
    "unsupported configuration: CPU cache specification is not supported for 'aarch64' architecture",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'><maxphysaddr mode='emulate'/></cpu></domain>",
    "unsupported configuration: if using CPU maximum physical address mode='emulate', bits= must be specified too",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu mode='host-model'><maxphysaddr mode='passthrough' bits='40'/></cpu></domain>",
    "unsupported configuration: CPU maximum physical address bits number specification cannot be used with mode='passthrough'",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='maximum'><maxphysaddr mode='passthrough'/></cpu></domain>",
    "unsupported configuration: CPU maximum physical address bits specification is not supported for 'aarch64' architecture",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os><devices><iommu model='intel'/></devices></domain>",
    "unsupported configuration: IOMMU device: 'intel' is only supported with Q35 machines",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><devices><iommu model='smmuv3'/></devices></domain>",
    "unsupported configuration: IOMMU device: 'smmuv3' is only supported with ARM Virt machines",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os><devices><iommu model='virtio'/></devices></domain>",
    "unsupported configuration: IOMMU device: 'virtio' is only supported with Q35 and ARM Virt machines",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><devices><iommu model='virtio'/></devices></domain>",
    "unsupported configuration: IOMMU device: 'virtio' requires ACPI",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features><devices><iommu model='virtio'/></devices></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><devices><iommu model='intel'/></devices></domain>",
    "unsupported configuration: IOMMU device: 'intel' is only supported with Q35 machines",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='aarch64' machine='virt'>hvm</type></os><devices><iommu model='smmuv3'/></devices></domain>",
    null,
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type><loader secure='yes' readonly='yes' type='pflash'>/tmp/x.fd</loader></os><features/></domain>",
    "unsupported configuration: UEFI requires ACPI on this architecture",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='pc'>hvm</type><loader secure='yes' readonly='yes' type='pflash'>/tmp/x.fd</loader></os><features><acpi/></features></domain>",
    "unsupported configuration: Secure boot is supported with q35 machine types only",
  ],
  [
    "<domain type='qemu'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type><loader secure='yes' readonly='yes' type='pflash'>/tmp/x.fd</loader></os><features><acpi/></features></domain>",
    "unsupported configuration: Secure boot requires SMM feature enabled",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><bogus state='on'/></hyperv></features></domain>",
    "unsupported configuration: unsupported HyperV Enlightenment feature: bogus",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><relaxed/></hyperv></features></domain>",
    "XML error: Missing required attribute 'state' in element 'relaxed'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><relaxed state='yes'/></hyperv></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'relaxed': 'yes'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><relaxed state=''/></hyperv></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'relaxed': ''.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='on'/></hyperv></features></domain>",
    "XML error: Missing required attribute 'retries' in element 'spinlocks'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='on' retries='100'/></hyperv></features></domain>",
    "XML error: HyperV spinlock retry count must be at least 4095",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='off' retries='100'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='on' retries='0x1fff'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='on' retries='x'/></hyperv></features></domain>",
    "XML error: Invalid value for attribute 'retries' in element 'spinlocks': 'x'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><vendor_id state='on'/></hyperv></features></domain>",
    "XML error: missing 'value' attribute for HyperV feature 'vendor_id'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><vendor_id state='on' value=''/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><vendor_id state='on' value='1234567890123'/></hyperv></features></domain>",
    "XML error: HyperV vendor_id value must not be more than 12 characters.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><vendor_id state='off' value='1234567890123'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><vendor_id state='on' value='a,b'/></hyperv></features></domain>",
    "XML error: HyperV vendor_id value is invalid",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><stimer state='on'><foo state='on'/></stimer></hyperv></features></domain>",
    "unsupported configuration: unsupported Hyper-V stimer feature: foo",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><stimer state='off'><foo state='on'/></stimer></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><stimer state='on'><direct/></stimer></hyperv></features></domain>",
    "XML error: Missing required attribute 'state' in element 'direct'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><tlbflush state='on'><foo state='on'/></tlbflush></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv mode='bogus'/></features></domain>",
    "XML error: Invalid value for attribute 'mode' in element 'hyperv': 'bogus'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv mode='none'/></features></domain>",
    "XML error: Invalid value for attribute 'mode' in element 'hyperv': 'none'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv mode='passthrough'><bogus/></hyperv></features></domain>",
    "unsupported configuration: unsupported HyperV Enlightenment feature: bogus",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv mode='host-model'/></features></domain>",
    "XML error: Invalid value for attribute 'mode' in element 'hyperv': 'host-model'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><relaxed state='on'/><relaxed state='off'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><relaxed state='on'/></hyperv><hyperv><bogus/></hyperv></features></domain>",
    "unsupported configuration: unsupported HyperV Enlightenment feature: bogus",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><aes/></features></domain>",
    "unsupported configuration: unexpected feature 'aes'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ras state='on'/></features></domain>",
    "unsupported configuration: unexpected feature 'ras'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><bogus state='on'/></kvm></features></domain>",
    "unsupported configuration: unsupported KVM feature: bogus",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><hidden/></kvm></features></domain>",
    "XML error: Missing required attribute 'state' in element 'hidden'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><hidden state='yes'/></kvm></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'hidden': 'yes'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='on' /></kvm></features></domain>",
    "XML error: Missing required attribute 'size' in element 'dirty-ring'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='on' size='4096'/></kvm></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='on' size='4095'/></kvm></features></domain>",
    "XML error: dirty ring must be power of 2 and ranges [1024, 65536]",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='on' size='512'/></kvm></features></domain>",
    "XML error: dirty ring must be power of 2 and ranges [1024, 65536]",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='on' size='131072'/></kvm></features></domain>",
    "XML error: dirty ring must be power of 2 and ranges [1024, 65536]",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='on' size='x'/></kvm></features></domain>",
    "XML error: Invalid value for attribute 'size' in element 'dirty-ring': 'x'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='off' size='7'/></kvm></features></domain>",
    null,
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ioapic/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ioapic driver='x'/></features></domain>",
    "XML error: Invalid value for attribute 'driver' in element 'ioapic': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><pmu state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'pmu': 'x'.",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><pmu/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><gic version='9'/></features></domain>",
    "XML error: Invalid value for attribute 'version' in element 'gic': '9'.",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><gic/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><apic eoi='x'/></features></domain>",
    "XML error: Invalid value for attribute 'eoi' in element 'apic': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><smm state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'smm': 'x'.",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><acpi/></features></domain>", null],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><pvspinlock/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><pvspinlock state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'pvspinlock': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><tcg><tb-cache unit='KiB'>5</tb-cache></tcg></features></domain>",
    null,
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hpt/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><htm/></features></domain>",
    "XML error: Missing required attribute 'state' in element 'htm'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><cfpc value='x'/></features></domain>",
    "XML error: Invalid value for attribute 'value' in element 'cfpc': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><capabilities policy='x'/></features></domain>",
    "XML error: Invalid value for attribute 'policy' in element 'capabilities': 'x'.",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><vmport/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><msrs unknown='x'/></features></domain>",
    "XML error: Invalid value for attribute 'unknown' in element 'msrs': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer /></clock></domain>",
    "XML error: Missing required attribute 'name' in element 'timer'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='x'/></clock></domain>",
    "XML error: Invalid value for attribute 'name' in element 'timer': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='tsc' frequency='x'/></clock></domain>",
    "XML error: Invalid value for attribute 'frequency' in element 'timer': 'x'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='tsc' frequency='0'/></clock></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='tsc' mode='x'/></clock></domain>",
    "XML error: Invalid value for attribute 'mode' in element 'timer': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' present='on'/></clock></domain>",
    "XML error: Invalid value for attribute 'present' in element 'timer': 'on'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' tickpolicy='x'/></clock></domain>",
    "XML error: Invalid value for attribute 'tickpolicy' in element 'timer': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' track='x'/></clock></domain>",
    "XML error: Invalid value for attribute 'track' in element 'timer': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='platform'/></clock></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='kvmclock' present=''/></clock></domain>",
    "XML error: Invalid value for attribute 'present' in element 'timer': ''.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' frequency='x'/></clock></domain>",
    "XML error: Invalid value for attribute 'frequency' in element 'timer': 'x'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc'/><timer name='rtc'/></clock></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><cpu check='full'/></domain>",
    "unsupported configuration: check attribute specified for CPU with no model",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><cpu check='none'><topology sockets='2' cores='1' threads='1'/></cpu></domain>",
    "unsupported configuration: check attribute specified for CPU with no model",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><cpu check='default'/></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='x'/></devices></domain>",
    "XML error: Invalid value for attribute 'model' in element 'iommu': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu/></devices></domain>",
    "XML error: Missing required attribute 'model' in element 'iommu'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'/><iommu model='intel'/></devices></domain>",
    "XML error: only a single IOMMU device is supported",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'><driver intremap='on'/></iommu></devices></domain>",
    "unsupported configuration: IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ioapic driver='qemu'/></features><devices><iommu model='intel'><driver intremap='on'/></iommu></devices></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'><driver eim='on'/></iommu></devices></domain>",
    "unsupported configuration: IOMMU eim requires interrupt remapping to be enabled",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'><driver intremap='x'/></iommu></devices></domain>",
    "XML error: Invalid value for attribute 'intremap' in element 'driver': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='smmuv3'><driver intremap='off'/></iommu></devices></domain>",
    "XML error: iommu model 'smmuv3' doesn't support additional attributes",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='virtio'><driver caching_mode='on'/></iommu></devices></domain>",
    "XML error: iommu model 'virtio' doesn't support additional attributes",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='virtio'><driver/></iommu></devices></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'><driver aw_bits='x'/></iommu></devices></domain>",
    "XML error: Invalid value for attribute 'aw_bits' in element 'driver': 'x'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'><address type='pci' bus='0' slot='3'/></iommu></devices></domain>",
    "XML error: iommu model 'intel' can't have address",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type arch='bogus'>hvm</type></os></domain>",
    "unsupported configuration: Unknown architecture bogus",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type arch='x86_64'>bogus</type></os></domain>",
    "unsupported configuration: unknown OS type 'bogus'",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><cfpc/></features></domain>", null],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><sbbc/></features></domain>", null],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ibs/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ibs value='x'/></features></domain>",
    "XML error: Invalid value for attribute 'value' in element 'ibs': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><msrs/></features></domain>",
    "XML error: Missing required attribute 'unknown' in element 'msrs'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hap state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'hap': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><vmcoreinfo state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'vmcoreinfo': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><nested-hv/></features></domain>",
    "XML error: Missing required attribute 'state' in element 'nested-hv'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ccf-assist/></features></domain>",
    "XML error: Missing required attribute 'state' in element 'ccf-assist'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ccf-assist state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'ccf-assist': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><nested-hv state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'nested-hv': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hpt resizing='x'/></features></domain>",
    "XML error: Invalid value for attribute 'resizing' in element 'hpt': 'x'.",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><acpi state='x'/></features></domain>", null],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><pae state='x'/></features></domain>", null],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><capabilities/></features></domain>", null],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><tcg/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><gic version='host'/></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><gic version='4'/></features></domain>",
    "XML error: Invalid value for attribute 'version' in element 'gic': '4'.",
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><smm/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><privnet state='x'/></features></domain>",
    null,
  ],
  ["<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><viridian/></features></domain>", null],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><async-teardown enabled='x'/></features></domain>",
    "unsupported configuration: unexpected feature 'async-teardown'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><kvm><dirty-ring state='on' size='0x1000'/></kvm></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' track='realtime'/></clock></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' frequency='4500000000'/></clock></domain>",
    "unsupported configuration: timer rtc doesn't support setting of timer frequency",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' frequency='99999999999999999999'/></clock></domain>",
    "XML error: Invalid value for attribute 'frequency' in element 'timer': '99999999999999999999'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' frequency='-1'/></clock></domain>",
    "XML error: Invalid value for attribute 'frequency' in element 'timer': '-1'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' frequency='0x10'/></clock></domain>",
    "XML error: Invalid value for attribute 'frequency' in element 'timer': '0x10'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><clock offset='utc'><timer name='rtc' mode='auto'/></clock></domain>",
    "unsupported configuration: timer rtc doesn't support setting of timer mode",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='amd'/></devices></domain>",
    "XML error: Invalid value for attribute 'model' in element 'iommu': 'amd'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='smmuv3'><address type='pci'/></iommu></devices></domain>",
    "XML error: iommu model 'smmuv3' can't have address",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='virtio'><address type='pci' bus='0' slot='3'/></iommu></devices></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='virtio'><driver iotlb='on'/></iommu></devices></domain>",
    "XML error: iommu model 'virtio' doesn't support additional attributes",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='virtio'><driver aw_bits='48'/></iommu></devices></domain>",
    "XML error: iommu model 'virtio' doesn't support additional attributes",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'><driver bogus='on'/></iommu></devices></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><devices><iommu model='intel'><driver intremap='off' eim='on'/></iommu></devices></domain>",
    "unsupported configuration: IOMMU eim requires interrupt remapping to be enabled",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type><loader secure='x'>/x</loader></os></domain>",
    "XML error: Invalid value for attribute 'secure' in element 'loader': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><avic state='on'/><emsr_bitmap state='on'/></hyperv></features></domain>",
    "unsupported configuration: unsupported HyperV Enlightenment feature: emsr_bitmap",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><avic state='on'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><aia value='none'/></features></domain>",
    "unsupported configuration: unexpected feature 'aia'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><ps2 state='on'/></features></domain>",
    "unsupported configuration: unexpected feature 'ps2'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><bogus/></features></domain>",
    "unsupported configuration: unexpected feature 'bogus'",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><vmport state='x'/></features></domain>",
    "XML error: Invalid value for attribute 'state' in element 'vmport': 'x'.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='on' retries='010000'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='on' retries='017777'/></hyperv></features></domain>",
    null,
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><spinlocks state='on' retries='5000000000'/></hyperv></features></domain>",
    "XML error: Invalid value for attribute 'retries' in element 'spinlocks': '5000000000'. Expected non-negative integer value",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><features><hyperv><vendor_id state='on' value='äöüäöüä'/></hyperv></features></domain>",
    "XML error: HyperV vendor_id value must not be more than 12 characters.",
  ],
  [
    "<domain type='test'><vcpu>2</vcpu><os><type>hvm</type></os><cpu><cache mode='disable' level='3'/></cpu></domain>",
    null,
  ],
];
