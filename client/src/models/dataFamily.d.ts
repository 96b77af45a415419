/** @returns the name of the data files for an architecture; undefined where its models are the hypervisor's */
export declare function dataFamily(arch: string): string | undefined;
