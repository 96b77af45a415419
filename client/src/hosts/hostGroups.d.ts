import type { HostSummary } from "../../../shared/src/messages.js";
import type { Host } from "./host.js";
/** A host with the name to show. */
export interface NamedHost extends Host {
    readonly name: string;
}
/** The hosts of one kind of document. */
export interface HostGroup {
    readonly kind: HostSummary["kind"];
    readonly hosts: readonly NamedHost[];
}
/**
 * Arranges hosts for a list to choose from.
 *
 * @returns a group for each kind there is, best source first; in it the hosts by name, `node2` before `node10`
 */
export declare function hostGroups(hosts: readonly Host[]): HostGroup[];
