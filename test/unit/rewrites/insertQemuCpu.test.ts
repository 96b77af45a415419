import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CpuDefinition } from "../../../shared/src/engine/index.js";
import { fromQemuCpu, insertQemuCpu, toQemuArgument, toQemuCpu } from "../../../shared/src/rewrites/index.js";
import { featuresIn, modelIn } from "../engine/arbitraries.js";
import { contextOf, cpuAfter, inGuest, map, textAfter } from "./rewriting.js";

const take = (argument: string) => (context: Parameters<typeof insertQemuCpu>[0]) => insertQemuCpu(context, argument);

function read(argument: string): string {
  const result = fromQemuCpu(argument, map);
  if ("error" in result) return `! ${result.error}`;
  const { features, type: _type, match: _match, fallback: _fallback, ...head } = result.cpu;
  return JSON.stringify({
    ...head,
    features: features.map(({ name, policy }) => `${policy} ${name}`),
    notes: result.notes,
  })
    .replaceAll('"', "")
    .replace("features:[],notes:[]", "-");
}

describe("fromQemuCpu", () => {
  it.each([
    ["Haswell", "{mode:custom,model:Haswell,-}"],
    ["-cpu host", "{mode:host-passthrough,-}"],
    ["-cpu 'max'", "{mode:maximum,-}"],
    ["qemu-system-x86_64 -m 4G -cpu EPYC-x86_64-cpu -smp 4", "{mode:custom,model:EPYC,-}"],
    ["host,+vmx,-hle", "{mode:host-passthrough,features:[require vmx,disable hle],notes:[]}"],
    ["host,vmx,hle=off,rtm=on", "{mode:host-passthrough,features:[require vmx,disable hle,require rtm],notes:[]}"],
    // QEMU reads plus and minus last, minus after plus.
    ["host,-vmx,+vmx,vmx=on", "{mode:host-passthrough,features:[disable vmx],notes:[]}"],
    [
      "host,+sse3,+lahf-lm,+lahf_lm,+sse4_1",
      "{mode:host-passthrough,features:[require pni,require lahf_lm,require sse4.1],notes:[]}",
    ],
    [
      "host,+arch_capabilities,+pclmulqdq",
      "{mode:host-passthrough,features:[require arch-capabilities,require pclmuldq],notes:[]}",
    ],
    // One property in two spellings is one property.
    ["host,-tsc-adjust,tsc_adjust=on", "{mode:host-passthrough,features:[disable tsc_adjust],notes:[]}"],
    ["host,-sse4.1,sse4_1=on", "{mode:host-passthrough,features:[disable sse4.1],notes:[]}"],
    [
      "EPYC,phys-bits=9999",
      "{mode:custom,model:EPYC,features:[],notes:[phys-bits=9999 is not a valid number of bits]}",
    ],
    // libvirt's full would also refuse what QEMU adds by itself.
    ["EPYC,enforce", "{mode:custom,model:EPYC,check:partial,-}"],
    ["EPYC,check", "{mode:custom,model:EPYC,check:partial,-}"],
    ["EPYC,check=off", "{mode:custom,model:EPYC,check:none,-}"],
    ["host,migratable=off", "{mode:host-passthrough,migratable:off,-}"],
    ["EPYC,phys-bits=42", "{mode:custom,model:EPYC,maxPhysAddr:{mode:emulate,bits:42},-}"],
    ["host,host-phys-bits", "{mode:host-passthrough,maxPhysAddr:{mode:passthrough},-}"],
    [
      "host,host-phys-bits=on,host-phys-bits-limit=39",
      "{mode:host-passthrough,maxPhysAddr:{mode:passthrough,limit:39},-}",
    ],
    ["host,l3-cache=on", "{mode:host-passthrough,cache:{level:3,mode:emulate},-}"],
    ["host,host-cache-info=on,l3-cache=off", "{mode:host-passthrough,cache:{mode:passthrough},-}"],
    ["EPYC,l3-cache=off", "{mode:custom,model:EPYC,cache:{mode:disable},-}"],
    ["EPYC,vendor=GenuineIntel", "{mode:custom,model:EPYC,vendorId:GenuineIntel,-}"],
    ["Penryn,kvm=on,vendor=GenuineIntel,hv-time=off,kvm-pv-ipi=on", "{mode:custom,model:Penryn,-}"],
    [
      "host,hv-relaxed,kvm=off",
      "{mode:host-passthrough,features:[],notes:[use <features><hyperv><relaxed> for hv-relaxed,use <features><kvm><hidden> for kvm]}",
    ],
    [
      "host,hv-spinlocks=4095",
      "{mode:host-passthrough,features:[],notes:[use <features><hyperv><spinlocks> for hv-spinlocks]}",
    ],
    ["EPYC,__proto__=on", "{mode:custom,model:EPYC,features:[],notes:[__proto__ is not supported in libvirt's <cpu>]}"],
    ["EPYC,migratable=on", "{mode:custom,model:EPYC,features:[],notes:[migratable works only with host and max]}"],
    ["EPYC,aes=maybe", "{mode:custom,model:EPYC,features:[],notes:[aes=maybe is not valid: use on or off]}"],
    ["Hasswell", "! libvirt 12.8.0 does not support the CPU model Hasswell. Did you mean Haswell?"],
    ["x86-64-v2-AES", "! x86-64-v2-AES is an x86-64 level, not a model. Use the command to insert a CPU profile."],
    ["__proto__", "! libvirt 12.8.0 does not support the CPU model __proto__."],
    ["", "! This is not a value of QEMU's -cpu option, for example Haswell-noTSX,vmx=on"],
    [`host,${"+a,".repeat(60_000)}`, "! This is not a value of QEMU's -cpu option, for example Haswell-noTSX,vmx=on"],
  ])("%.60s", (argument, expected) => {
    expect(read(argument)).toBe(expected);
  });
});

describe("toQemuCpu", () => {
  const say = (cpu: string) => toQemuArgument(contextOf(inGuest(cpu)));

  it.each([
    [
      "<cpu mode='host-passthrough' migratable='off'><feature policy='disable' name='vmx'/></cpu>",
      "host,migratable=off,vmx=off",
    ],
    [
      "<cpu><model>Haswell</model><feature policy='require' name='pclmuldq'/><feature policy='force' name='lahf_lm'/><feature policy='forbid' name='hle'/></cpu>",
      "Haswell,pclmulqdq=on,lahf-lm=on,hle=off",
    ],
    ["<cpu mode='maximum'><cache mode='disable'/></cpu>", "max,host-cache-info=off,l3-cache=off"],
  ])("%s", (cpu, text) => {
    expect(say(cpu)).toEqual({ text, notes: [] });
  });

  it("says what it cannot say", () => {
    const cpu =
      "<cpu><model>Haswell</model><feature policy='optional' name='vmx'/><feature policy='require' name='ssse'/></cpu>";
    expect(say(cpu)).toEqual({
      text: "Haswell",
      notes: [expect.stringContaining("vmx is optional"), expect.stringContaining("ssse")],
    });
    expect(say("<cpu mode='host-model'/>")).toEqual({ error: expect.stringContaining("depends on the host") });
  });

  it("is read back as the same definition", () => {
    fc.assert(
      fc.property(definition, (cpu) => {
        const said = toQemuCpu(cpu, map);
        if ("error" in said) throw new Error(said.error);
        // QEMU's enforce is less than libvirt's full; the model brings its own vendor along.
        const { vendorId, check, ...rest } = cpu;
        const own = map.vendors.get(map.modelByName.get(cpu.model ?? "")?.vendor ?? "")?.string;
        const expected = {
          ...rest,
          ...(vendorId === undefined || vendorId === own ? {} : { vendorId }),
          ...(check === undefined ? {} : { check: "partial" }),
        };
        expect(fromQemuCpu(said.text, map)).toEqual({ cpu: expected, settings: [], left: [], notes: [] });
      }),
      { numRuns: 500 },
    );
  });
});

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const bits = fc.integer({ min: 1, max: 64 });
const address = fc.oneof(
  bits.map((each) => ({ mode: "emulate" as const, bits: each })),
  optional(bits).map((limit) => ({ mode: "passthrough" as const, ...(limit === undefined ? {} : { limit }) })),
);
const emulatedCache = fc.constantFrom({ level: 3, mode: "emulate" as const }, { mode: "disable" as const });
const head = fc.oneof(
  fc
    .record({
      model: modelIn(map),
      vendorId: optional(fc.constantFrom("GenuineIntel", "KVMKVMKVMKVM")),
      cache: optional(emulatedCache),
    })
    .map(({ model, ...rest }) => ({
      mode: "custom" as const,
      match: "exact" as const,
      model: model.name,
      fallback: "forbid" as const,
      ...rest,
    })),
  fc
    .record({
      migratable: optional(fc.constantFrom("on" as const, "off" as const)),
      cache: optional(fc.oneof(emulatedCache, fc.constant({ mode: "passthrough" as const }))),
    })
    .chain((rest) =>
      fc
        .constantFrom("host-passthrough" as const, "maximum" as const)
        .map((mode) => ({ mode, fallback: "allow" as const, ...rest })),
    ),
);
/** What a -cpu argument can say. */
const definition: fc.Arbitrary<CpuDefinition> = fc
  .record({
    head,
    check: optional(fc.constantFrom("partial" as const, "full" as const)),
    maxPhysAddr: optional(address),
    features: featuresIn(map, ["require", "disable"]),
  })
  .map(({ head: said, ...rest }) => withoutUndefined({ type: "guest" as const, ...said, ...rest }) as CpuDefinition);

function withoutUndefined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

describe("insertQemuCpu", () => {
  it.each([
    [
      "a new block",
      "host,-vmx,l3-cache=on",
      "",
      "<cpu mode='host-passthrough'>\n    <cache level='3' mode='emulate'/>\n    <feature policy='disable' name='vmx'/>\n  </cpu>",
    ],
    ["a new block without children", "host,migratable=on", "", "<cpu mode='host-passthrough' migratable='on'/>"],
    [
      "over an empty element",
      "EPYC,+svm,phys-bits=40",
      "<cpu mode='host-model'/>",
      "<cpu mode='custom' match='exact'>\n    <model fallback='forbid'>EPYC</model>\n    <maxphysaddr mode='emulate' bits='40'/>\n    <feature policy='require' name='svm'/>\n  </cpu>",
    ],
    [
      "over a custom CPU: what the host's own does not take goes, topology and NUMA stay",
      "host,+invtsc",
      "<cpu mode='custom' match='exact' check='none'>\n    <model fallback='allow'>EPYC</model>\n    <vendor>AMD</vendor>\n    <topology sockets='1' cores='2' threads='1'/>\n    <!-- why -->\n    <feature policy='require' name='svm'/>\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
      "<cpu mode='host-passthrough' check='none'>\n    <topology sockets='1' cores='2' threads='1'/>\n    <feature policy='require' name='invtsc'/>\n    <!-- why -->\n    <numa>\n      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>\n    </numa>\n  </cpu>",
    ],
    [
      "over a passed-through CPU",
      "Haswell-noTSX,l3-cache=off",
      "<cpu mode='host-passthrough' migratable='on'>\n    <cache mode='passthrough'/>\n  </cpu>",
      "<cpu mode='custom' match='exact'>\n    <model fallback='forbid'>Haswell-noTSX</model>\n    <cache mode='disable'/>\n  </cpu>",
    ],
  ])("%s", (_, argument, before, after) => {
    const text = before === "" ? "<domain type='kvm'>\n  <vcpu>2</vcpu>\n</domain>\n" : inGuest(before);
    expect(textAfter(text, take(argument))).toBe(inGuest(after));
  });

  it("takes maximum where there is no KVM", () => {
    const text = inGuest("<cpu/>").replace("'kvm'", "'qemu'");
    expect(textAfter(text, take("host"))).toContain("<cpu mode='maximum'/>");
  });

  it("writes what libvirt says outside <cpu>", () => {
    const text =
      "<domain type='kvm'>\n  <features>\n    <apic/>\n    <hyperv mode='passthrough'>\n      <relaxed state='off'/>\n      <ipi state='on'/>\n    </hyperv>\n  </features>\n  <cpu/>\n</domain>\n";
    const argument =
      "host,hv_relaxed,hv_spinlocks=0x1fff,hv_vpindex,hv_synic,hv_stimer,hv_stimer_direct,kvm=off,kvm_pv_eoi=on,kvm-pv-unhalt=off,hv_time,tsc-frequency=2600000000";
    expect(textAfter(text, take(argument))).toBe(
      "<domain type='kvm'>\n  <features>\n    <apic eoi='on'/>\n    <hyperv>\n      <relaxed state='on'/>\n      <spinlocks state='on' retries='8191'/>\n      <vpindex state='on'/>\n      <synic state='on'/>\n      <stimer state='on'>\n        <direct state='on'/>\n      </stimer>\n    </hyperv>\n    <kvm>\n      <hidden state='on'/>\n    </kvm>\n    <pvspinlock state='off'/>\n  </features>\n  <cpu mode='host-passthrough'/>\n  <clock offset='utc'>\n    <timer name='hypervclock' present='yes'/>\n    <timer name='tsc' frequency='2600000000'/>\n  </clock>\n</domain>\n",
    );
  });

  it("says what it did not take over", () => {
    const result = insertQemuCpu(contextOf(inGuest("<cpu/>")), "host,hv-time,a=1,b=2,c=3,d=4,e=5,f=6");
    expect(result).toMatchObject({
      summary: expect.stringMatching(
        /^Inserted host-passthrough with 0 features from the -cpu string\. Note: a is not supported in .*; 2 more\.$/,
      ),
    });
  });

  it("passes on why it cannot be read", () => {
    expect(cpuAfter("<cpu/>", take("Hasswell"))).toContain("Did you mean Haswell?");
  });
});
