import type { NearMisses } from "./nearMisses.js";

const kvm = (timers: string, rest = "") =>
  `<domain type='kvm'>${rest}<cpu mode='host-model'/><clock offset='utc'>${timers}</clock></domain>`;
const ARM = "<os><type arch='aarch64' machine='virt'>hvm</type></os>";

export const clockNearMisses: NearMisses = {
  "timer-unsupported": [
    kvm(
      "<timer name='rtc' tickpolicy='catchup'/><timer name='pit' tickpolicy='delay'/><timer name='hpet' present='no'/>",
    ),
    kvm("<timer name='hypervclock' present='yes'/><timer name='tsc' frequency='4500000000' mode='native'/>"),
    kvm("<timer name='kvmclock' present='no'/><timer name='hpet' present='no'/>", ARM),
    kvm("<timer name='armvtimer' tickpolicy='discard'/>", ARM),
    kvm("<timer name='rtc' frequency='0' track='realtime'/>"),
    "<domain type='xen'><clock offset='utc'><timer name='rtc' tickpolicy='merge'/></clock></domain>",
  ],
  "invtsc-frequency": [
    "<domain type='kvm'><cpu mode='host-model'><feature policy='require' name='invtsc'/></cpu><clock><timer name='tsc' frequency='2500000000'/></clock></domain>",
    "<cpu mode='host-model'><feature policy='disable' name='invtsc'/></cpu>",
    "<cpu mode='host-model'><feature policy='optional' name='invtsc'/></cpu>",
  ],
};
