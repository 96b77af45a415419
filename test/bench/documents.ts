import { readFileSync } from "node:fs";

const SAMPLE = readFileSync(new URL("../../samples/web01.xml", import.meta.url), "utf8");

/** web01.xml blown up to about this many bytes: more disks, then a NUMA guest's worth of features and cells. */
export function documentOf(bytes: number): string {
  const disk = SAMPLE.match(/ {4}<disk [\s\S]*?<\/disk>\n/)?.[0] ?? "";
  const missing = Math.max(0, bytes - SAMPLE.length);
  const disks = disk.repeat(Math.ceil(missing / disk.length));
  return SAMPLE.replace(disk, disk + disks);
}

/** As many mistakes as nobody makes by hand, but a paste in the wrong place may. */
export const PROBLEMS = 500;

const FEATURES = [
  "aes",
  "avx2",
  "pcid",
  "sse4.1",
  "popcnt",
  "xsaveopt",
  "md-clear",
  "arch-capabilities",
  "rdtscp",
  "fma",
];

/** Mistakes of ten kinds, each with numbers of its own: names not known, policies, attributes, repeated and dropped parts. */
const MISTAKES: readonly ((name: string, n: number) => string)[] = [
  (name, n) => `<feature policy='require' name='${name.replace(/.$/, "")}x${n}'/>`,
  (name, n) => `<feature policy='require' name='${name}_${n}'/>`,
  (name, n) => `<feature policy='enable' name='${name}${n}'/>`,
  (_, n) => `<feature policy='requre${n}' name='vmx'/>`,
  (name) => `<feature name='${name}'/>`,
  (name) => `<feature policy='disable' name='${name}'/>`,
  (_, n) => `<feature policy='require' name='svm' plicy${n}='on'/>`,
  (_, n) => `<featre${n} policy='require' name='svm'/>`,
  () => "<feature policy='require'/>",
  (_, n) => `<cache level='${n}' mode='emulat'/>`,
];

/** The same with so many mistakes in its `<cpu>`. */
export function brokenDocumentOf(bytes: number, mistakes: number): string {
  const lines = Array.from({ length: mistakes }, (_, n) => {
    const name = FEATURES[n % FEATURES.length] ?? "";
    return `    ${MISTAKES[(n + Math.floor(n / FEATURES.length)) % MISTAKES.length]?.(name, n) ?? ""}\n`;
  });
  return documentOf(bytes).replace(/ *<\/cpu>/, (end) => lines.join("") + end);
}
