/** The scheme of the read-only documents that show a model's definition. */
export const modelScheme = "libvirt-cpu-model";

/** A model of one architecture. */
export interface ModelName {
  readonly arch: string;
  readonly model: string;
}

/** @returns the path of the document that shows a model: `/x86_64/Haswell.xml` */
export function modelPath({ arch, model }: ModelName): string {
  return `/${arch}/${model}.xml`;
}

/**
 * @param path the path of such a document; without an architecture x86_64 is meant
 * @returns what it shows; undefined when the path is of another form
 */
export function modelOfPath(path: string): ModelName | undefined {
  const found = /^\/?(?:([\w-]+)\/)?([^/]+)\.xml$/.exec(path);
  return found?.[2] === undefined ? undefined : { arch: found[1] ?? "x86_64", model: found[2] };
}
