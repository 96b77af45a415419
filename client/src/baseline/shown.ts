import type { BaselineAnswer, BaselineOfVendor, BaselineWishes } from "../../../shared/src/messages.js";

export type Plans = Exclude<BaselineAnswer, { readonly error: string }>;

/** What the user asks for; another choice has another answer. */
export interface Choice {
  readonly wishes: BaselineWishes;
  /** Hosts that the user goes without. */
  readonly without: readonly string[];
  /** Whose plan is looked at, empty for hosts that tell no vendor; that of most hosts until one is chosen. */
  readonly vendor?: string;
}

/** A choice with its answer. */
export interface ShownBaseline extends Choice {
  readonly plans: Plans;
}

/** What the user may do with a baseline that is shown. */
export type Action =
  | { readonly kind: "insert" | "show" | "floor" }
  | { readonly kind: "wish"; readonly wishes: BaselineWishes }
  /** Go without these hosts; none: take all back in. */
  | { readonly kind: "drop"; readonly hosts: readonly string[] }
  | { readonly kind: "vendor"; readonly vendor: string };

/** The plan that is looked at; undefined where there is none. */
export function planOf({ plans: { plans }, vendor }: ShownBaseline): BaselineOfVendor | undefined {
  return plans.find((plan) => (plan.vendor ?? "") === vendor) ?? plans[0];
}

/** What is asked for after an action; the same where nothing changes. */
export function after(action: Action, { wishes, without, vendor }: Choice): Choice {
  const choice = { wishes, without, ...(vendor === undefined ? {} : { vendor }) };
  switch (action.kind) {
    case "wish":
      return { ...choice, wishes: { ...wishes, ...action.wishes } };
    case "drop":
      return { ...choice, without: action.hosts.length === 0 ? [] : [...without, ...action.hosts] };
    case "vendor":
      return { ...choice, vendor: action.vendor };
    default:
      return choice;
  }
}
