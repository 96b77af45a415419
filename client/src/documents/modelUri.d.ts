/** The scheme of the read-only documents that show a model's definition. */
export declare const modelScheme = "libvirt-cpu-model";
/** A model of one architecture. */
export interface ModelName {
    readonly arch: string;
    readonly model: string;
}
/** @returns the path of the document that shows a model: `/x86_64/Haswell.xml` */
export declare function modelPath({ arch, model }: ModelName): string;
/**
 * @param path the path of such a document; without an architecture x86_64 is meant
 * @returns what it shows; undefined when the path is of another form
 */
export declare function modelOfPath(path: string): ModelName | undefined;
