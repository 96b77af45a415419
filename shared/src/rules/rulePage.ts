/** Where a rule is explained. */
export function rulePage(id: string): string {
  return `https://github.com/libvirt-cpu/libvirt-cpu/blob/main/docs/rules.md#${id}`;
}
