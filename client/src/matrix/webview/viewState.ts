import { FIRST_VIEW, type MatrixView, type SortKey } from "../../../../shared/src/reports/matrix/view/index.js";
import type { ColumnSort } from "./content.js";

/** What is kept while the page is hidden. */
export interface PageState {
  readonly view: MatrixView;
  readonly top: number;
  readonly left: number;
}

const FIRST_STATE: PageState = { view: FIRST_VIEW, top: 0, left: 0 };
const SORTS: readonly SortKey[] = ["group", "order", "name", "document", "host"];

/** What was kept, as far as it is what was meant to be kept. */
export function readState(kept: unknown): PageState {
  const { view, top, left } = recordOf(kept);
  return { view: readView(recordOf(view)), top: readNumber(top), left: readNumber(left) };
}

function readView({ tab, filter, hostFilter, differencesOnly, sort, sortHost, descending }: Loose): MatrixView {
  return {
    tab: tab === "models" ? "models" : FIRST_VIEW.tab,
    filter: typeof filter === "string" ? filter : FIRST_VIEW.filter,
    hostFilter: typeof hostFilter === "string" ? hostFilter : FIRST_VIEW.hostFilter,
    differencesOnly: typeof differencesOnly === "boolean" ? differencesOnly : FIRST_VIEW.differencesOnly,
    sort: SORTS.find((each) => each === sort) ?? FIRST_VIEW.sort,
    ...(typeof sortHost === "string" ? { sortHost } : {}),
    descending: descending === true,
  };
}

type Loose = Readonly<Record<string, unknown>>;

function recordOf(value: unknown): Loose {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function readNumber(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : FIRST_STATE.top;
}

/** Sorts by a column; by the same one again: the other way round, then as it was at first. */
export function sortedBy(view: MatrixView, { sort, sortHost }: ColumnSort): MatrixView {
  const isSame = view.sort === sort && (sort !== "host" || view.sortHost === sortHost);
  if (isSame && view.descending) return withSort(view, FIRST_VIEW.sort);
  return { ...withSort(view, sort, sortHost), descending: isSame };
}

/** Sorts otherwise; the best comes first. */
export function withSort({ sortHost: _before, ...view }: MatrixView, sort: SortKey, sortHost?: string): MatrixView {
  return { ...view, sort, descending: false, ...(sortHost === undefined ? {} : { sortHost }) };
}

/** The orders to choose from; a column's own is among them while it is chosen. */
export function orders({ tab, sort }: MatrixView): SortKey[] {
  const always: SortKey[] = tab === "features" ? ["group", "order", "name"] : ["group", "name"];
  return sort === "host" || sort === "document" ? [...always, sort] : always;
}

/** The other table. Models have no order of libvirt's beside that by vendor and age. */
export function withTab(view: MatrixView, tab: MatrixView["tab"]): MatrixView {
  return { ...(tab === "models" && view.sort === "order" ? withSort(view, "group") : view), tab };
}
