/** A rule's example as a whole document: a `<cpu>` is in a small KVM guest; other texts are whole already. */
export function exampleDocument(example: string, { type = "kvm", vcpus = 2 } = {}): string {
  if (!/^<cpu[\s/>]/.test(example) || example.includes("<arch>")) return example;
  return `<domain type='${type}'>\n  <vcpu>${vcpus}</vcpu>\n  ${example}\n</domain>\n`;
}
