import * as l10n from "@vscode/l10n";
import { code, fill, paragraph, type ReportDocument, type Text, table } from "../document.js";
import type { DriftReport, DriftRow } from "./driftReport.js";

/**
 * What differs between a file, the definition of its VM, and what runs.
 *
 * @param lineOf the line of an offset in the file, from 1
 */
export function driftDocument(report: DriftReport, lineOf: (offset: number) => number): ReportDocument {
  const { file, vm, rows, isRunning } = report;
  const showsLive = isRunning && rows.some(({ live, libvirt }) => live !== libvirt);
  const head = [
    l10n.t("Value"),
    l10n.t("Line"),
    l10n.t("In the file"),
    l10n.t("In libvirt"),
    ...(showsLive ? [l10n.t("Running now")] : []),
  ];
  const cells = (row: DriftRow): Text[] => [
    code(row.place),
    row.start === undefined ? "" : String(lineOf(row.start)),
    valueText(row.file),
    valueText(row.libvirt),
    ...(showsLive ? [valueText(row.live)] : []),
  ];
  return {
    title: l10n.t("{0} and {1} in libvirt", file, vm),
    summary: summaryOf(report),
    blocks: [
      ...table(head, rows.map(cells)),
      ...(showsLive
        ? [paragraph(l10n.t("What is running changes only when the VM is shut down and started again."))]
        : []),
      paragraph(
        l10n.t(
          "Not compared: devices other than IOMMUs and memory, firmware files, title, description, metadata and security labels. Show Side by Side shows all of both texts.",
        ),
      ),
    ],
  };
}

function summaryOf({ file, vm, differences }: DriftReport): Text {
  if (differences === 0) return fill(l10n.t("{0} has the same values as the definition of {1} in libvirt."), file, vm);
  if (differences === 1) return fill(l10n.t("{0} differs from the definition of {1} in libvirt in 1 value."), file, vm);
  const sentence = l10n.t("{0} differs from the definition of {1} in libvirt in {2} values.");
  return fill(sentence, file, vm, String(differences));
}

/** An element without text is there or not. */
function valueText(value: string | undefined): Text {
  if (value === undefined) return l10n.t("missing");
  return value === "" ? l10n.t("present") : code(value);
}
