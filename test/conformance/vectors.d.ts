import { type CpuData, type CpuDefinition, type CpuMap } from "../../shared/src/engine/index.js";
export declare function readVectors<T>(name: string): T[];
export declare function readVectorFile(name: string): string;
export declare function loadMap(arch?: string, release?: string): CpuMap;
export declare const hostNames: readonly string[];
export declare function hostData(name: string): CpuData;
/** `NAME#K` -> variant K of the host's definition. */
export declare function hostVariant(id: string): CpuDefinition;
export declare function hostVariantXml(id: string): string;
export type Answer<T = string> = {
    readonly ok: T;
} | {
    readonly error: string;
};
/** Runs a question; the engine's typed error becomes libvirt's message, anything else fails the test. */
export declare function answer<T>(ask: () => T): Answer<T>;
