import type { Host } from "./host.js";
/**
 * Guesses which hosts a domain moves between: no CPU runs on hosts of different vendors.
 *
 * @returns the hosts whose domain capabilities are known, of the vendor that most of them have
 */
export declare function likelyHosts(hosts: readonly Host[]): Host[];
