import * as l10n from "@vscode/l10n";
import type { DomainView } from "../../domain/index.js";
import { setAttribute, setAttributes } from "../../edits/attributeEdits.js";
import { insertChildren, setText } from "../../edits/elementEdits.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { offer } from "../fix.js";
import type { Fix } from "../rule.js";

/** Fixes that give a VM so many vCPUs: alone, and with a topology that makes as many. */
export function giveVcpus(text: string, view: DomainView, number: number, why = ""): Fix[] {
  const edits = vcpuEdits(text, view, number);
  if (edits.length === 0) return [];
  const title = number === 1 ? l10n.t("Give the VM one vCPU") : l10n.t("Give the VM {0} vCPUs", number);
  const topology = topologyOf(text, view, number);
  const both =
    topology.length === 0 ? [] : [offer(l10n.t("{0}, and the topology as many", title), ...edits, ...topology)];
  return [offer(title + why, ...edits), ...both];
}

function vcpuEdits(text: string, { vcpu, domain }: DomainView, number: number): TextEdit[] {
  if (vcpu === undefined) {
    const before = domain?.elements.find(({ name }) => AFTER_VCPU.has(name));
    return domain === undefined ? [] : [insertChildren(text, domain, [`<vcpu>${number}</vcpu>`], before)];
  }
  const { element, current } = vcpu;
  // White space around the number is refused too.
  const edit = setText(element, String(number));
  const isTooMany = (current?.number ?? 0) > number;
  return isTooMany ? [edit, setAttribute(text, element, "current", String(number))] : [edit];
}

/** Where libvirt prints `<vcpu>`: before the first of these that is there. */
const AFTER_VCPU: ReadonlySet<string> = new Set(["vcpus", "iothreads", "cputune", "numatune", "os", "features", "cpu"]);

/** The sockets that a topology needs for a number of vCPUs; where no number of sockets does, cores of one socket. */
function topologyOf(text: string, { cpu }: DomainView, number: number): TextEdit[] {
  const topology = cpu?.topology;
  if (topology === undefined || topology.product === number) return [];
  const { element, sockets, dies, clusters } = topology;
  const others = (topology.product ?? 0) / (sockets?.number ?? 1);
  if (others > 0 && number % others === 0) return [setAttribute(text, element, "sockets", String(number / others))];
  const single = [
    ["sockets", "1"],
    ["dies", dies && "1"],
    ["clusters", clusters && "1"],
    ["cores", String(number)],
    ["threads", "1"],
  ] as const;
  return setAttributes(
    text,
    element,
    single.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
