/** What we say that a release of libvirt refuses at define. */
export declare function defineErrors(xml: string, release?: string): Promise<string[]>;
