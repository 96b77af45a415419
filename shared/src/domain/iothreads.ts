import { attributeNamed, childNamed, grandchildrenNamed } from "../xml/index.js";
import { parseCount } from "./parseCount.js";
import type { DomainView } from "./views.js";

/** Tells which IOThreads there are. */
export interface IothreadsView {
  readonly count: number;
  readonly has: (id: number) => boolean;
}

/**
 * The IOThreads of a guest as libvirt numbers them: those that `<iothreadids>` names, and up to the number in `<iothreads>`
 * the lowest free numbers from 1 on (virDomainIOThreadIDDefArrayInit, 12.8). Takes no memory for the numbers themselves.
 *
 * @returns undefined where one of the numbers cannot be read
 */
export function readIothreads({ domain }: Pick<DomainView, "domain">): IothreadsView | undefined {
  const text = childNamed(domain, "iothreads")?.content ?? "";
  const count = text === "" ? 0 : parseCount(text);
  const named = grandchildrenNamed(domain, "iothreadids", "iothread").map((thread) =>
    parseCount(attributeNamed(thread, "id")?.value ?? ""),
  );
  const ids = new Set<number>();
  for (const id of named) {
    if (id === undefined) return undefined;
    ids.add(id);
  }
  if (count === undefined) return undefined;
  const highest = highestFree(count - ids.size, ids);
  return { count: Math.max(count, ids.size), has: (id) => ids.has(id) || (id >= 1 && id <= highest) };
}

/** The last of so many free numbers from 1 on. */
function highestFree(wanted: number, ids: ReadonlySet<number>): number {
  if (wanted <= 0) return 0;
  let highest = wanted;
  for (const id of [...ids].sort((a, b) => a - b)) if (id <= highest) highest++;
  return highest;
}
