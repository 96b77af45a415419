import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findingsIn, fixed } from "../unit/rules/check.js";

const CASES = new URL("../cases/", import.meta.url);

function errorsIn(xml: string): string[] {
  return findingsIn(xml)
    .filter(({ stage, severity }) => stage === "define" && severity === "error")
    .map(({ rule }) => rule);
}

describe("documents as people write them", () => {
  const field = (name: string) => readFileSync(new URL(`field/${name}.xml`, CASES), "utf8");
  const memory = "<memory unit='MiB'>64</memory>";
  const kvm = (inside: string) => `<domain type='kvm'>${memory}<vcpu>4</vcpu>${inside}</domain>`;
  const tuned = (inside: string) => kvm(`<cputune>${inside}</cputune>`);

  it.each([
    ["11-cputune-half-judged", ["iothread-missing"]],
    ["25-define-errors-outside", ["memory-text"]],
  ])("%s", (name, rules) => {
    expect(errorsIn(field(name))).toEqual(rules);
  });

  it("a pin of a missing IOThread: the fix gives the VM one", () => {
    const text = field("11-cputune-half-judged");
    const one = text.replace("  <cputune>", "  <iothreads>1</iothreads>\n  <cputune>");
    expect(fixed(text, "iothread-missing")).toBe(one);
    expect(errorsIn(one)).toEqual([]);
  });

  it.each([
    ["<emulatorpin/>", ["pin-cpuset"]],
    ["<emulatorpin cpuset='x'/>", ["cpu-list"]],
    ["<emulatorpin cpuset='0'/><emulatorpin cpuset='1'/>", ["cputune-once"]],
    ["<emulatorsched scheduler='rr'/>", ["attribute-missing"]],
    ["<emulatorsched scheduler='fast'/>", ["attribute-value"]],
    ["<vcpusched vcpus='0' scheduler='rr' priority='high'/>", ["attribute-value"]],
    ["<vcpusched vcpus='0' scheduler='rr' priority='3.0'/>", ["attribute-value"]],
    ["<iothreadsched scheduler='idle'/>", ["attribute-missing"]],
    ["<iothreadsched iothreads='1' scheduler='idle'/>", ["iothread-missing"]],
    ["<shares>-1</shares>", ["element-value"]],
    ["<shares>1</shares>", []],
    ["<period>999</period>", ["element-value"]],
    ["<period>1000001</period>", ["element-value"]],
    ["<global_quota>17592186044416</global_quota>", ["element-value"]],
    ["<iothread_quota>-5</iothread_quota>", []],
    [
      "<cachetune vcpus='0'><cache id='0' level='4294967295' type='both' size='3' unit='MiB'/></cachetune>",
      ["libvirtd-ends"],
    ],
    [
      "<cachetune vcpus='0'><cache id='4294967295' level='3' type='both' size='3' unit='MiB'/></cachetune>",
      ["libvirtd-ends"],
    ],
    ["<memorytune vcpus='0'><node id='2147483648' bandwidth='10'/></memorytune>", ["libvirtd-ends"]],
    ["<cachetune vcpus='0-1'><monitor level='3' vcpus='0'/></cachetune><cachetune vcpus='0,1'/>", ["resctrl-overlap"]],
    ["<cachetune vcpus='0-1'/><cachetune vcpus='0,1'><monitor level='3'/></cachetune>", []],
    ["<memorytune vcpus='0-1'/><cachetune vcpus='0-3'><monitor level='3'/></cachetune>", ["resctrl-overlap"]],
  ])("<cputune>%s: %j", (inside, rules) => {
    expect(errorsIn(tuned(inside))).toEqual(rules);
  });

  it.each([
    ["<clock offset='local'/>", ["attribute-value"]],
    ["<clock offset='timezone'/>", ["attribute-missing"]],
    ["<clock offset='absolute' start='253402300800'/>", ["attribute-value"]],
    ["<clock offset='utc' adjustment='x'/>", ["attribute-value"]],
    ["<clock offset='variable' adjustment='x'/>", []],
    ["<clock offset='utc'/><clock offset='x'/>", []],
    ["<clock/><clock offset='x'/>", ["attribute-value"]],
    ["<iothreads>one</iothreads>", ["element-value"]],
    ["<currentMemory unit='MiB '>1</currentMemory>", ["memory-text"]],
    ["<name>vm</name>", ["vm-incomplete"]],
    ["<name>vm</name><os/>", ["vm-incomplete"]],
    ["<os><type>hvm</type></os>", ["vm-incomplete"]],
    ["<features><vmport state='on'/><ps2 state='off'/></features>", ["domain-feature-guest"]],
    ["<features><vmport state='off'/><ps2 state='off'/></features>", []],
    ["<os><type arch='s390x' machine='q36'>hvm</type></os>", ["vm-incomplete", "machine-arch"]],
  ])("%s: %j", (inside, rules) => {
    expect(errorsIn(kvm(inside))).toEqual(rules);
  });

  it.each([
    ["<domain type='KVM'/>", ["domain-type"]],
    [
      "<domain><domain type='kvm'><name>vm</name></domain></domain>",
      ["vm-incomplete", "vm-incomplete", "vm-incomplete", "vm-incomplete"],
    ],
    ["<domain type='kvm'><cpu mode='host-model'/></domain>", []],
    ["<domain type='kvm'><vcpu>2147483648</vcpu></domain>", ["libvirtd-ends"]],
    ["<domain type='kvm'><vcpu>2147483647</vcpu></domain>", []],
    ["<!-- a -- b --><domain type='kvm'/>", ["xml"]],
    ["<!-- a --\u003e<?xml version='1.0'?><domain type='kvm'/>", ["xml"]],
  ])("%s: %j", (xml, rules) => {
    expect(errorsIn(xml)).toEqual(rules);
  });
});
