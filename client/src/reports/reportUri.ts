/** The scheme of the read-only documents that hold reports. */
export const reportScheme = "libvirt-cpu-report";

const MOST_CHARACTERS = 100;

/** The path of a report by its title: `/Start of web01 on lab.md`. What no file may be called becomes a dash. */
export function reportPath(title: string): string {
  const name = title.replaceAll(/[\s\p{Cc}]+/gu, " ").replaceAll(/[\\/:*?"<>|#%]+/g, "-");
  return `/${name.trim().slice(0, MOST_CHARACTERS) || "report"}.md`;
}
