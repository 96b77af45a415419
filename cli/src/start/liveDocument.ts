import { archOf } from "../../../shared/src/catalogue/index.js";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { writeCpu } from "../../../shared/src/edits/writeCpu.js";
import { formatCpu } from "../../../shared/src/engine/index.js";
import {
  guestOf,
  judge,
  liveCpu,
  type OpenFeature,
  type PoolHost,
  shortReason,
} from "../../../shared/src/hosts/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { FailureError } from "../io.js";

/** What a VM really gets, as `expand --live` answers it. */
export interface LiveDocument {
  /** The document with the CPU of the running VM, or that `<cpu>` alone where the document has none. */
  readonly xml: string;
  readonly summary: string;
  /** Features that the definition asks for and the VM does not get. */
  readonly lost: readonly string[];
  readonly open: readonly OpenFeature[];
}

/**
 * A document with the CPU that libvirt shows while the VM runs on a host.
 *
 * @throws FailureError where the VM does not start there, or the host's documents do not tell
 */
export function liveDocument(name: string, text: string, host: PoolHost): LiveDocument {
  const [view] = serveDocument(text).views;
  const guest = view && guestOf(view, archOf(view));
  if (view === undefined || guest === undefined) throw new FailureError(`${name}: It has no <cpu> to expand.`);
  const { outcome, problems } = judge(guest, host);
  const [first] = problems;
  if (outcome === "fails" && first !== undefined) {
    throw new FailureError(`${name}: It does not start on ${host.name}: ${shortReason(first)}.`);
  }
  const live = liveCpu(guest, host);
  if (live === undefined) {
    throw new FailureError(
      `${name}: The CPU of the running VM is not known. Add the domain capabilities of ${host.name} for this kind of VM.`,
    );
  }
  const { cpu, lost, open } = live;
  const element = view.cpu?.element;
  const xml = element === undefined ? formatCpu(cpu) : applyEdits(text, writeCpu(text, element, cpu));
  return { xml, summary: summaryOf(lost, open, host), lost, open };
}

function summaryOf(lost: readonly string[], open: readonly OpenFeature[], { name }: PoolHost): string {
  const head =
    lost.length === 0
      ? `On ${name} the VM gets all features that the definition asks for`
      : `On ${name} the VM gets ${lost.length} ${lost.length === 1 ? "feature" : "features"} fewer than the definition asks for: ${lost.join(", ")}`;
  if (open.length === 0) return `${head}.`;
  return `${head}. Not known: ${open.map((each) => `${each.name} (${each.why})`).join(", ")}.`;
}
