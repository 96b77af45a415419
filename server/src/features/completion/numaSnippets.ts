import { childNamed } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import type { ElementPlace } from "./elementOffers.js";
import { inQuotes } from "./elementSnippet.js";
import { escapeSnippet, stop } from "./offer.js";
import { formatSpan, remainingCpus } from "./remainingCpus.js";
import { nextId } from "./siblingIds.js";

/** A `<numa>` whose cells share the vCPUs and the memory evenly; without the first `<`. */
export function numaSnippet(context: FeatureContext, cells: number): string {
  const { indent } = context.style;
  const lines = cellLines(context, cells).map((line) => `${indent}${line}\n`);
  return inQuotes(`numa>\n${lines.join("")}</numa>`, context);
}

/** `<cell …/>` for each cell, in single quotes. */
export function cellLines({ view }: FeatureContext, cells: number): string[] {
  const count = view.vcpu?.count;
  const memory = memoryOf(view);
  const perCell = count === undefined ? undefined : Math.floor(count / cells);
  return Array.from({ length: cells }, (_, id) => {
    const isLast = id === cells - 1;
    const cpus =
      !count || !perCell ? "" : formatSpan({ first: id * perCell, last: isLast ? count - 1 : (id + 1) * perCell - 1 });
    const share = memory?.number === undefined ? "" : String(Math.floor(memory.number / cells));
    const first = 2 * id + 1;
    return `<cell id='${id}' cpus='${stop(first, cpus)}' memory='${stop(first + 1, share)}' unit='${memory?.unit ?? "KiB"}'/>`;
  });
}

/** The next cell: the next id, the vCPUs that are left, the unit of the others; without the `<`. */
export function cellSnippet(context: FeatureContext, { parent, element, cpu }: ElementPlace): string {
  const cpus = remainingCpus(cpu?.numa?.cells ?? [], element, context.view.vcpu?.count);
  const unit = cpu?.numa?.cells.flatMap((cell) => cell.unit?.value ?? []).at(-1) ?? "KiB";
  const snippet = `cell id='${nextId(parent, element, "cell")}' cpus='${stop(1, cpus)}' memory='$2' unit='${escapeSnippet(unit)}'/>`;
  return inQuotes(snippet, context);
}

/** The domain's memory, where it is a plain number. */
function memoryOf({ domain }: FeatureContext["view"]): { number: number | undefined; unit: string } | undefined {
  const element = childNamed(domain, "memory");
  if (element === undefined) return undefined;
  const text = element.text.trim();
  const unit = element.attributes.find(({ name }) => name === "unit")?.value ?? "KiB";
  return { number: /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined, unit: /^\w{1,8}$/.test(unit) ? unit : "KiB" };
}
