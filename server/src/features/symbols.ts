import * as l10n from "@vscode/l10n";
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { childPath, type Grammar, grammarName } from "../../../shared/src/catalogue/index.js";
import {
  type CpuView,
  type DomainView,
  type FeatureView,
  type NumaCellView,
  type TopologyView,
  topologyFactors,
} from "../../../shared/src/domain/index.js";
import type { Range, XmlElement } from "../../../shared/src/xml/index.js";
import { toProtocolRange } from "../context.js";

/** The parts of a document that the grammar describes, for the outline: the CPUs first. */
export function symbols(textDocument: TextDocument, views: readonly DomainView[], grammar: Grammar): DocumentSymbol[] {
  const make: MakeSymbol = (name, kind, { range, at, detail, children }) => ({
    name,
    kind,
    range: toProtocolRange(textDocument, range),
    selectionRange: toProtocolRange(textDocument, at ?? range),
    ...(detail === undefined || detail === "" ? {} : { detail }),
    ...(children === undefined ? {} : { children }),
  });
  return views.flatMap((view) => [
    ...view.cpus.map((cpu) => cpuSymbol(cpu, make)),
    ...(view.domain?.elements ?? []).flatMap((element) => partSymbols(element, grammar, make)),
  ]);
}

/** A part of the domain that holds others. A single value needs no line of its own. */
function partSymbols(element: XmlElement, grammar: Grammar, make: MakeSymbol): DocumentSymbol[] {
  const { name } = grammarName(element);
  return name === "cpu" || element.elements.length === 0 ? [] : described(element, name, grammar, make);
}

/** An element with those in it that the grammar describes; of `<devices>` only where there are some. */
function described(element: XmlElement, path: string, grammar: Grammar, make: MakeSymbol): DocumentSymbol[] {
  const doc = grammar.elements[path];
  if (doc === undefined || doc.closed === true) return [];
  const children = element.elements.flatMap((child) =>
    described(child, childPath(path, grammarName(child).name), grammar, make),
  );
  if (path === "devices" && children.length === 0) return [];
  const values = element.attributes.filter(({ name }) => !name.startsWith("xmlns")).map(({ value }) => value);
  const detail = doc.text === undefined ? values.join(" ") : element.text.trim();
  const place = { range: element, at: element.nameRange, detail };
  return children.length === 0
    ? [make(element.name, SymbolKind.Property, place)]
    : [make(element.name, SymbolKind.Object, { ...place, children })];
}

interface SymbolPlace {
  readonly range: Range;
  readonly at?: Range;
  readonly detail?: string;
  readonly children?: DocumentSymbol[];
}

type MakeSymbol = (name: string, kind: SymbolKind, place: SymbolPlace) => DocumentSymbol;

function cpuSymbol(cpu: CpuView, make: MakeSymbol): DocumentSymbol {
  const { element, model, topology, features, numa } = cpu;
  const children = [
    ...(model === undefined ? [] : [elementSymbol(model.element, SymbolKind.Class, model.value.trim(), make)]),
    ...(topology === undefined
      ? []
      : [elementSymbol(topology.element, SymbolKind.Struct, topologyText(topology), make)]),
    ...featuresSymbol(features, make),
    ...(numa === undefined
      ? []
      : [
          make("numa", SymbolKind.Array, {
            range: numa.element,
            at: numa.element.nameRange,
            children: numa.cells.map((cell, index) => cellSymbol(cell, index, make)),
          }),
        ]),
  ];
  return make("cpu", SymbolKind.Object, {
    range: element,
    at: element.nameRange,
    detail: cpu.mode?.value ?? "",
    children,
  });
}

function elementSymbol(element: XmlElement, kind: SymbolKind, detail: string, make: MakeSymbol): DocumentSymbol {
  return make(element.name, kind, { range: element, at: element.nameRange, detail });
}

function topologyText(topology: TopologyView): string {
  if (topology.product === undefined) return "";
  const factors = topologyFactors(topology).map(({ number }) => number);
  return l10n.t("{0} = {1} vCPUs", factors.join(" × "), topology.product);
}

function featuresSymbol(features: readonly FeatureView[], make: MakeSymbol): DocumentSymbol[] {
  const first = features[0];
  const last = features.at(-1);
  if (first === undefined || last === undefined) return [];
  const children = features.map(({ element, name, policy }) =>
    make(name?.value || "feature", SymbolKind.Property, {
      range: element,
      at: element.nameRange,
      detail: policy?.value ?? "",
    }),
  );
  const range = { start: first.element.start, end: last.element.end };
  const name = features.length === 1 ? l10n.t("1 feature") : l10n.t("{0} features", features.length);
  return [make(name, SymbolKind.Array, { range, at: first.element.nameRange, children })];
}

function cellSymbol(
  { element, id, cpus, memory, unit }: NumaCellView,
  index: number,
  make: MakeSymbol,
): DocumentSymbol {
  const size = memory === undefined ? "" : `${memory.value} ${unit?.value ?? "KiB"}`;
  const detail = [cpus === undefined ? "" : l10n.t("vCPUs {0}", cpus.value), size]
    .filter((part) => part !== "")
    .join(", ");
  return make(l10n.t("cell {0}", id?.value ?? index), SymbolKind.Field, {
    range: element,
    at: element.nameRange,
    detail,
  });
}
