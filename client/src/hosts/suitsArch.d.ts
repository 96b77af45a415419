/**
 * @param guest the domain's architecture; undefined when it names none
 * @param host a host's architecture
 * @returns whether the host can take part in what is done for the domain
 */
export declare function suitsArch(guest: string | undefined, host: string): boolean;
