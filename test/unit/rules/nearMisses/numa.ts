import type { NearMisses } from "./nearMisses.js";

/** A guest with two vCPUs and these cells. */
const cells = (inside: string) => `<cpu mode='host-model'><numa>${inside}</numa></cpu>`;
const TWO = "<cell id='0' cpus='0' memory='1'/><cell id='1' cpus='1' memory='1'/>";
const cellWith = (inside: string) => cells(`<cell id='0' cpus='0-1' memory='1'>${inside}</cell>`);
const cache = (level: number) =>
  `<cache level='${level}' associativity='direct' policy='writeback'><size value='10' unit='KiB'/><line value='8' unit='B'/></cache>`;
const latency = (ends: string) => `<latency ${ends} type='access' value='5'/>`;
const kvm = (rest: string) => `<domain type='kvm'><vcpu>2</vcpu>${rest}${cells(TWO)}</domain>`;

export const numaNearMisses: NearMisses = {
  "numa-empty": [cells(TWO), "<cpu><arch>x86_64</arch><model>Haswell</model><numa/></cpu>"],
  "numa-cell-id": [
    cells("<cell id='1' cpus='0' memory='1'/><cell id='0' cpus='1' memory='1'/>"),
    cells("<cell cpus='0' memory='1'/><cell cpus='1' memory='1'/>"),
  ],
  "numa-cell-duplicate": [cells(TWO), cells("<cell id='0' cpus='0' memory='0'/><cell id='0' cpus='1' memory='1'/>")],
  "numa-cells-overlap": [
    cells(TWO),
    cells("<cell id='0' cpus='0-1,^1' memory='1'/><cell id='1' cpus='1' memory='1'/>"),
  ],
  "numa-cpus-exceed": [cells(TWO), cellWith("")],
  "numa-cpus-missing": [
    cells(TWO),
    cells("<cell id='0' cpus='0-1' memory='1'/><cell id='1' memory='1'/>"),
    `<domain type='xen'><vcpu>4</vcpu>${cells(TWO)}</domain>`,
  ],
  "numa-splits-socket": [
    `<domain type='kvm'><vcpu>4</vcpu><cpu mode='host-model'><topology sockets='2' cores='2' threads='1'/><numa><cell id='0' cpus='0-1' memory='1'/><cell id='1' cpus='2-3' memory='1'/></numa></cpu></domain>`,
    `<domain type='kvm'><vcpu>4</vcpu><cpu mode='host-model'><topology sockets='1' cores='4' threads='1'/><numa><cell id='0' cpus='0,2' memory='1'/><cell id='1' cpus='1,3' memory='1'/></numa></cpu></domain>`,
    `<domain type='kvm'><vcpu>4</vcpu><cpu mode='host-model'><topology sockets='4' cores='1' threads='1'/><numa><cell id='0' cpus='0,2' memory='1'/><cell id='1' cpus='1,3' memory='1'/></numa></cpu></domain>`,
  ],
  "numa-distances-empty": [cellWith(""), cellWith("<distances><sibling id='0' value='10'/></distances>")],
  "numa-sibling-id": [
    cells(
      "<cell id='0' cpus='0' memory='1'><distances><sibling id='1' value='20'/></distances></cell><cell id='1' cpus='1' memory='1'/>",
    ),
  ],
  "numa-distance": [
    cells(
      "<cell id='0' cpus='0' memory='1'><distances><sibling id='0' value='10'/><sibling id='1' value='255'/></distances></cell><cell id='1' cpus='1' memory='1'/>",
    ),
    cells("<cell id='x' cpus='0-1' memory='1'><distances><sibling id='0' value='20'/></distances></cell>"),
  ],
  "numa-cache-level": [cellWith(cache(3))],
  "numa-cache-duplicate": [cellWith(cache(1) + cache(2))],
  "numa-link-cell": [cells(`${TWO}<interconnects>${latency("initiator='0' target='1'")}</interconnects>`)],
  "numa-initiator-cpus": [
    cells(
      `<cell id='0' cpus='0-1' memory='1'/><cell id='1' memory='1'/><interconnects>${latency("initiator='0' target='1'")}</interconnects>`,
    ),
    cells(`<cell id='0' memory='1'/><interconnects>${latency("initiator='0' target='0'")}</interconnects>`),
  ],
  "numa-link-cache": [
    cells(
      `<cell id='0' cpus='0-1' memory='1'>${cache(1)}</cell><interconnects>${latency("initiator='0' target='0' cache='1'")}</interconnects>`,
    ),
  ],
  "numa-link-duplicate": [
    cells(
      `<cell id='0' cpus='0-1' memory='1'/><interconnects>${latency("initiator='0' target='0'")}<bandwidth initiator='0' target='0' type='access' value='5'/></interconnects>`,
    ),
  ],
  "memnode-without-cells": [
    kvm("<numatune><memnode cellid='0' mode='strict' nodeset='0'/></numatune>"),
    "<domain type='kvm'><numatune><memory mode='strict' nodeset='0'/></numatune></domain>",
  ],
  "memnode-cell": [kvm("<numatune><memnode cellid='1' mode='strict' nodeset='0'/></numatune>")],
  "memnode-duplicate": [kvm("<numatune><memnode cellid='0' nodeset='0'/><memnode cellid='1' nodeset='0'/></numatune>")],
  "memnode-auto": [
    kvm("<numatune><memory mode='strict' placement='static' nodeset='0'/><memnode cellid='0' nodeset='0'/></numatune>"),
    `<domain type='kvm'><vcpu placement='auto'>2</vcpu><numatune><memory nodeset='0'/><memnode cellid='0' nodeset='0'/></numatune>${cells(TWO)}</domain>`,
  ],
  "memnode-restrictive": [
    kvm(
      "<numatune><memory mode='restrictive' nodeset='0'/><memnode cellid='0' mode='restrictive' nodeset='0'/></numatune>",
    ),
    kvm("<numatune><memory mode='strict' nodeset='0'/><memnode cellid='0' mode='preferred' nodeset='0'/></numatune>"),
  ],
  "numatune-count": ["<domain type='kvm'><numatune/></domain>"],
  "numatune-nodeset": [
    "<domain type='kvm'><numatune><memory mode='strict' nodeset='0'/></numatune></domain>",
    "<domain type='kvm'><vcpu placement='auto'>2</vcpu><numatune><memory mode='strict'/></numatune></domain>",
    "<domain type='kvm'><numatune><memory/></numatune></domain>",
  ],
  "memory-hotplug-cell": [
    kvm("<maxMemory slots='2' unit='GiB'>8</maxMemory>"),
    "<domain type='kvm'><os><type arch='s390x'>hvm</type></os><maxMemory unit='GiB'>8</maxMemory></domain>",
  ],
  "memory-device-node": [
    kvm("<devices><memory model='dimm'><target><size>512</size><node>1</node></target></memory></devices>"),
    "<domain type='kvm'><maxMemory slots='2'>8</maxMemory><devices><memory model='dimm'><target><node>0</node></target></memory></devices></domain>",
  ],
  "controller-node": [
    kvm(
      "<devices><controller type='pci' model='pcie-expander-bus'><target><node>1</node></target></controller></devices>",
    ),
    kvm(
      "<devices><controller type='pci' model='pcie-root-port'><target><node>7</node></target></controller></devices>",
    ),
  ],
  "numa-cache-unit": [
    cellWith(cache(1)),
    cellWith(cache(1).replace("unit='KiB'", "unit='k'").replace(" unit='B'", "")),
  ],
  "memory-maximum": [
    kvm("<maxMemory slots='2' unit='GiB'>8</maxMemory><memory unit='GiB'>16</memory>"),
    "<domain type='kvm'><maxMemory slots='2' unit='b'>4095</maxMemory><memory>4</memory></domain>",
    "<domain type='kvm'><maxMemory unit='GiB'>8</maxMemory><memory unit='GiB'>8</memory></domain>",
    "<domain type='kvm'><maxMemory/><memory unit='GiB'>8</memory></domain>",
  ],
  "hugepages-size": [
    kvm(
      "<memoryBacking><hugepages><page size='2048' nodeset='0'/><page size='1048576' nodeset='1'/></hugepages></memoryBacking>",
    ),
    kvm(
      "<memoryBacking><hugepages><page size='2048'/><page size='1048576' nodeset='0-1'/></hugepages></memoryBacking>",
    ),
  ],
  "hugepages-node": [
    kvm("<memoryBacking><hugepages><page size='2048' nodeset='0-1'/></hugepages></memoryBacking>"),
    "<domain type='kvm'><memoryBacking><hugepages><page size='2048' nodeset='0'/></hugepages></memoryBacking></domain>",
  ],
  "cpu-list": [
    cells("<cell id='0' cpus=' 0 - 1 ,' memory='1'/>"),
    cells("<cell id='0' cpus='0,^0' memory='1'/>"),
    "<domain type='kvm'><vcpu cpuset='0-16383'>2</vcpu></domain>",
  ],
  "memory-size": [
    cells("<cell id='0' cpus='0-1' memory='0'/>"),
    cells("<cell id='0' cpus='0-1' memory='9223372036854775807' unit='b'/>"),
    cells("<cell id='0' cpus='0-1' memory='+8' unit='gib'/>"),
    cellWith(cache(1).replace("unit='KiB'", "unit='kg'")),
  ],
};
