import type { Grammar } from "../../catalogue/index.js";
import { type Drift, driftBetween } from "../../vms/drift.js";
import { attributeNamed, childNamed, type XmlElement } from "../../xml/index.js";

/** A file, the definition that libvirt has, and what runs, side by side. */
export interface DriftReport {
  /** The file. */
  readonly file: string;
  /** The VM, as libvirt calls it. */
  readonly vm: string;
  readonly rows: readonly DriftRow[];
  /** Differences of the file and the definition. */
  readonly differences: number;
  /** Whether what runs was compared too. */
  readonly isRunning: boolean;
}

/** One value that is not the same everywhere; undefined where it is not there. */
export interface DriftRow {
  /** `cpu/feature[aes] policy`. */
  readonly place: string;
  /** An offset in the file; undefined where only what runs differs. */
  readonly start?: number;
  readonly file: string | undefined;
  readonly libvirt: string | undefined;
  /** Of a VM that runs. */
  readonly live?: string | undefined;
}

/** The three `<domain>`s. */
export interface Compared {
  readonly file: XmlElement;
  readonly stored: XmlElement;
  readonly live: XmlElement | undefined;
}

/** Compares a file with what libvirt has, and both with what runs. The CPU comes first. */
export function driftReport({ file, stored, live }: Compared, fileName: string, grammar: Grammar): DriftReport {
  const drifts = driftBetween(file, stored, grammar);
  const running = live === undefined ? [] : driftBetween(stored, live, grammar);
  const liveOf = new Map(running.map((drift) => [placeOf(drift), drift.libvirt]));
  const rows = drifts.map((drift): DriftRow => {
    const place = placeOf(drift);
    const { start, file: written, libvirt } = drift;
    const runs = liveOf.has(place) ? liveOf.get(place) : libvirt;
    return { place, start, file: written, libvirt, ...(live === undefined ? {} : { live: runs }) };
  });
  const known = new Set(rows.map(({ place }) => place));
  const onlyLive = running
    .filter((drift) => !known.has(placeOf(drift)) && !isMadeAtStart(drift, stored))
    .map((drift): DriftRow => {
      return { place: placeOf(drift), file: drift.file, libvirt: drift.file, live: drift.libvirt };
    });
  return {
    file: fileName,
    vm: childNamed(stored, "name")?.content ?? "",
    rows: [...rows, ...onlyLive],
    differences: drifts.length,
    isRunning: live !== undefined,
  };
}

function placeOf({ element, attribute }: Drift): string {
  return attribute === undefined ? element : `${element} ${attribute}`;
}

/** What libvirt makes of a CPU when it starts a VM: that is no change of somebody. */
function isMadeAtStart({ element, attribute, file }: Drift, stored: XmlElement): boolean {
  if (element !== "cpu" && !/^cpu\/(?:model|vendor|feature|cache|maxphysaddr)\b/.test(element)) return false;
  const mode = attributeNamed(childNamed(stored, "cpu"), "mode")?.value ?? "custom";
  if (mode !== "custom" || file === undefined) return true;
  return attribute === "check" || attribute === "match" || attribute === "fallback";
}
