import type { PlaceRequest } from "./place.js";

/** The models that can say the document's CPU: its vendor's first, the shortest definitions first. */
export type SwitchChoices =
  | {
      readonly models: readonly {
        readonly name: string;
        readonly vendor?: string;
        /** `12 features spelled out, 3 disabled`. */
        readonly cost: string;
      }[];
    }
  | { readonly error: string };

export interface SwitchRequest extends PlaceRequest {
  readonly model: string;
}

/** The profiles of the document's architecture and release, lowest level first. */
export type ProfileChoices =
  | {
      readonly profiles: readonly {
        readonly level: string;
        readonly vendor: string;
        readonly model: string;
      }[];
    }
  | { readonly error: string };

export interface ProfileRequest extends PlaceRequest {
  /** `x86-64-v3`. */
  readonly level: string;
  readonly vendor: string;
}

export interface FromQemuRequest extends PlaceRequest {
  /** What stands behind QEMU's `-cpu`. */
  readonly argument: string;
}

/** The `-cpu` argument that says the document's CPU, and what it cannot say. */
export type QemuAnswer = { readonly text: string; readonly notes: readonly string[] } | { readonly error: string };
