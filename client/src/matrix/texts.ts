import { l10n } from "vscode";
import type { MatrixTexts } from "./protocol.js";

/** The words of the page: it has no way to look them up itself. */
export function matrixTexts(): MatrixTexts {
  return {
    features: l10n.t("Features"),
    models: l10n.t("Models"),
    tables: l10n.t("Tables"),
    tools: l10n.t("What is shown"),
    filterFeatures: l10n.t("Filter features"),
    filterModels: l10n.t("Filter models"),
    filterHosts: l10n.t("Filter hosts"),
    differencesOnly: l10n.t("Differences only"),
    order: l10n.t("Order"),
    byGroup: l10n.t("In groups"),
    byAge: l10n.t("By vendor and age"),
    inMapOrder: l10n.t("As in libvirt"),
    byName: l10n.t("By name"),
    // With its place kept: the page fills in a host's name.
    byColumn: l10n.t("By {0}", "{0}"),
    byDocument: l10n.t("As the VM asks"),
    export: l10n.t("Export"),
    saveSvg: l10n.t("Save as SVG…"),
    savePng: l10n.t("Save as PNG…"),
    saveCsv: l10n.t("Save as CSV…"),
    saveMarkdown: l10n.t("Save as Markdown…"),
    copyMarkdown: l10n.t("Copy as Markdown"),
    legend: l10n.t("Legend"),
    hint: l10n.t("Point at a cell to read it in words."),
    tooLarge: l10n.t("That is too much for one picture. Filter it first, or save it as CSV."),
  };
}
