import { attributeNamed, type XmlElement } from "../xml/index.js";

/** What is compared of one side: a value at a place of the grammar. */
interface Compared {
  readonly element: XmlElement;
  readonly path: string;
  readonly attribute: string | undefined;
  readonly value: string;
}

/**
 * Values that mean the same as leaving them out, by the element's path and the attribute: libvirt writes some of them into
 * every definition (virDomainDefPostParse, qemuDomainDefPostParse, qemuDomainDefCPUPostParse, libvirt 9.0 and 12.8).
 * An empty list stands for any value.
 */
const DEFAULTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["vcpu", ["1"]],
  ["vcpu placement", ["static"]],
  ["os/type arch", []],
  ["os/type machine", []],
  ["cpu mode", ["custom"]],
  ["cpu match", ["exact"]],
  ["cpu check", ["partial", "none"]],
  ["cpu migratable", ["on"]],
  ["cpu/model fallback", ["allow"]],
  ["cpu/topology dies", ["1"]],
  ["cpu/topology clusters", ["1"]],
  ["cpu/feature policy", ["require"]],
  ["cpu/numa/cell/cache associativity", ["none"]],
  ["cpu/numa/cell/cache policy", ["none"]],
  ["clock offset", ["utc"]],
  ["clock basis", ["utc"]],
  ["clock adjustment", ["0", "reset"]],
  ["on_poweroff", ["destroy"]],
  ["on_reboot", ["restart"]],
  ["on_crash", ["destroy"]],
  ["features/hyperv mode", ["custom"]],
  ["features/gic version", []],
  ["numatune/memory placement", ["static"]],
]);

/** Whether something that one side alone has says nothing: it is what libvirt takes without it. */
export function isAdded(fact: Compared, others: ReadonlyMap<string, Compared>): boolean {
  const { path, attribute, value } = fact;
  const usual = DEFAULTS.get(attribute === undefined ? path : `${path} ${attribute}`);
  if (usual !== undefined && (usual.length === 0 || usual.includes(value))) return true;
  // The vCPUs one by one say how many there are at the start.
  if (path === "vcpu" && attribute === "current") return hasPath(others, "vcpus/vcpu");
  if (path === "os/boot") return attributeNamed(fact.element, "dev")?.value === "hd" && !hasPath(others, "os/boot");
  if (path === "cpu/numa/cell/distances/sibling") return isUsualDistance(fact.element, others);
  return isDefaultCpu(fact) && !others.has("cpu mode") && !others.has("cpu/model");
}

/** A distance that only one direction is written of goes for both; without any it is 10 to the own node, else 20. */
function isUsualDistance({ parent, attributes }: XmlElement, others: ReadonlyMap<string, Compared>): boolean {
  const of = (name: string) => attributes.find((each) => each.name === name)?.value;
  const [from, to] = [attributeNamed(parent?.parent, "id")?.value ?? "", of("id") ?? ""];
  const back = others.get(`cpu/numa/cell[${to}]/distances/sibling[${from}] value`)?.value;
  return of("value") === (back ?? (from === to ? "10" : "20"));
}

function hasPath(others: ReadonlyMap<string, { readonly path: string }>, path: string): boolean {
  return [...others.values()].some((other) => other.path === path);
}

/** A VM without `<cpu>` is stored with the CPU that QEMU gives it. */
function isDefaultCpu({ element, path }: Compared): boolean {
  const cpu = path === "cpu" ? element : element.parent;
  return cpu?.name === "cpu" && attributeNamed(cpu, "check")?.value === "none" && cpu.elements.length === 1;
}
