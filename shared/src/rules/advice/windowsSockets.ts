import * as l10n from "@vscode/l10n";
import { guestSystem } from "../../domain/guestSystem.js";
import type { DomainView } from "../../domain/index.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { childNamed, documentStyle } from "../../xml/index.js";
import { prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** As many sockets as Windows for desktops uses; its cheaper editions use one. */
const DESKTOP_SOCKETS = 2;

/** Windows for clients uses two sockets at most, and leaves the other vCPUs idle. */
const windowsSockets: Check = function* ({ view }) {
  if (view.cpu === undefined || !runsOnQemu(view.type?.value) || !isDesktopWindows(view)) return;
  const { topology } = view.cpu;
  // Without a topology QEMU makes a socket of each vCPU.
  const sockets = topology === undefined ? view.vcpu?.count : topology.sockets?.number;
  if (sockets === undefined || sockets <= DESKTOP_SOCKETS) return;
  const place = topology === undefined ? view.vcpu?.countRange : topology.sockets?.attribute;
  if (place !== undefined) yield { rule: "windows-sockets", range: place, data: { sockets: String(sockets) } };
};

/** By its libosinfo id; without one, a guest with Hyper-V features is taken for Windows, and may be a server. */
function isDesktopWindows({ domain, features }: DomainView): boolean {
  const system = guestSystem(domain);
  if (system === undefined) return childNamed(features, "hyperv") !== undefined;
  return /microsoft\.com\/win\/(?:xp|vista|7|8|8\.1|10|11)$/.test(system);
}

/** libvirt prints `<topology>` before these. */
const AFTER: ReadonlySet<string> = new Set(["cache", "maxphysaddr", "feature", "numa"]);

/** Sockets of a Windows guest. */
export const windowsSocketRules: readonly Rule[] = [
  {
    id: "windows-sockets",
    stage: "advice",
    severity: "hint",
    message:
      "{sockets} sockets: Windows for desktops uses two at most, and leaves the other vCPUs idle. Make them cores of one socket.",
    check: windowsSockets,
    fix: (finding, context) => {
      const view = viewAt(context, finding.start);
      const cpu = view?.cpu;
      if (view === undefined || cpu === undefined) return [];
      const { text } = context.document;
      const { quote: q } = documentStyle(text);
      const title = l10n.t("Make them cores of one socket");
      const { topology } = cpu;
      const { sockets = "1" } = finding.data;
      if (topology === undefined) {
        const line = `<topology sockets=${q}1${q} dies=${q}1${q} cores=${q}${sockets}${q} threads=${q}1${q}/>`;
        const before = cpu.element.elements.find(({ name }) => AFTER.has(name));
        return [prefer(title, insertChildren(text, cpu.element, [line], before))];
      }
      if (topology.cores?.number === undefined) return [];
      const cores = String(topology.cores.number * Number(sockets));
      return [
        prefer(
          title,
          setAttribute(text, topology.element, "sockets", "1"),
          setAttribute(text, topology.element, "cores", cores),
        ),
      ];
    },
  },
];
