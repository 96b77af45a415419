/** A document of one kind that nobody writes by hand, with so many of what it is made of. */
export interface HostileKind {
  readonly name: string;
  readonly document: (count: number) => string;
  /** The text before the place that is asked about. */
  readonly before: string;
}

const many = (count: number, part: (index: number) => string, between = "\n") =>
  Array.from({ length: count }, (_, index) => part(index)).join(between);
const domain = (parts: string) => `<domain type='kvm'>\n${parts}\n</domain>\n`;
const hostModel = (parts: string) => domain(`<vcpu>8</vcpu>\n<cpu mode='host-model'>\n${parts}\n</cpu>`);
const wrong = (index: number) => `<feature policy='requird' name='aes${index}'/>`;
const IN_CPU = "<cpu mode='host-mo";

/** What documents can have too much of. */
export const HOSTILE: readonly HostileKind[] = [
  {
    name: "many cpus",
    before: "<cpu mode='host-mo",
    document: (count) => `<cpus>\n${many(count, () => "<cpu mode='host-modell' match='exact'/>")}\n</cpus>\n`,
  },
  {
    name: "a snapshot's many domains",
    before: IN_CPU,
    document: (count) =>
      `<domainsnapshot>\n${many(count, () => hostModel("<feature policy='requird' name='aes'/>"))}</domainsnapshot>\n`,
  },
  {
    name: "definitions in a script",
    before: IN_CPU,
    document: (count) => many(count, () => `cat <<EOF\n${hostModel("<feature policy='requird' name='aes'/>")}EOF`),
  },
  {
    name: "a definition of many strings",
    before: IN_CPU,
    document: (count) => `x = "${hostModel(many(count, wrong)).replaceAll("\n", '\\n" +\n  "')}";\n`,
  },
  {
    name: "one long line",
    before: IN_CPU,
    document: (count) => hostModel(many(count, wrong, "")).replaceAll("\n", " "),
  },
  {
    name: "one long line, ignored by a comment",
    before: IN_CPU,
    document: (count) =>
      `<!-- libvirt-cpu-disable-next-line -->\n${hostModel(many(count, wrong, "")).replaceAll("\n", " ")}`,
  },
  {
    name: "disable comments",
    before: IN_CPU,
    document: (count) =>
      hostModel(many(count, (n) => `<!-- libvirt-cpu-disable-next-line feature-policy -->\n${wrong(n)}`)),
  },
  {
    name: "deep nesting",
    before: IN_CPU,
    document: (count) => hostModel(many(count, () => "<feature>", "") + many(count, () => "</feature>", "")),
  },
  {
    name: "many attributes",
    before: IN_CPU,
    document: (count) => hostModel(`<feature policy='require' name='aes' ${many(count, (n) => `a${n}='1'`)}/>`),
  },
  {
    name: "many entities",
    before: IN_CPU,
    document: (count) => hostModel(`<model>${many(count, () => "&amp;&nothing;", "")}</model>`),
  },
  {
    name: "many NUMA cells",
    before: IN_CPU,
    document: (count) =>
      hostModel(`<numa>\n${many(count, (n) => `<cell id='${n}' cpus='${n}' memory='1'/>`)}\n</numa>`).replace(
        "<vcpu>8",
        `<vcpu>${count}`,
      ),
  },
  {
    name: "NUMA cells of one number",
    before: IN_CPU,
    document: (count) => hostModel(`<numa>\n${many(count, () => "<cell id='0' cpus='0-3' memory='1'/>")}\n</numa>`),
  },
  {
    name: "many distances",
    before: IN_CPU,
    document: (count) =>
      hostModel(
        `<numa>\n<cell id='0' cpus='0-7' memory='1'>\n<distances>\n${many(count, (n) => `<sibling id='${n % 7}' value='${n}'/>`)}\n</distances>\n</cell>\n</numa>`,
      ),
  },
  {
    name: "many vcpu entries",
    before: IN_CPU,
    document: (count) =>
      hostModel("").replace(
        "<vcpu>8</vcpu>",
        `<vcpu>${count}</vcpu>\n<vcpus>\n${many(count, (n) => `<vcpu id='${n}' enabled='no' hotpluggable='no' order='${n}'/>`)}\n</vcpus>`,
      ),
  },
  {
    name: "many tunings",
    before: IN_CPU,
    document: (count) =>
      hostModel("").replace(
        "<vcpu>8</vcpu>",
        `<vcpu>8</vcpu>\n<cputune>\n${many(count, (n) => `<vcpupin vcpu='${n % 9}' cpuset='0-${n}'/>`)}\n</cputune>`,
      ),
  },
  {
    name: "many features, unknown ones",
    before: IN_CPU,
    document: (count) => hostModel(many(count, (n) => `<feature policy='require' name='zz${n}'/>`)),
  },
  {
    name: "many features, nearly known",
    before: IN_CPU,
    document: (count) => hostModel(many(count, (n) => `<feature policy='require' name='sse4_${n}'/>`)),
  },
  {
    name: "one feature many times",
    before: IN_CPU,
    document: (count) => hostModel(many(count, () => "<feature policy='require' name='aes'/>")),
  },
  {
    name: "many enlightenments",
    before: IN_CPU,
    document: (count) =>
      hostModel("").replace(
        "<vcpu>8</vcpu>",
        `<vcpu>8</vcpu>\n<features>\n<hyperv>\n${many(count, (n) => `<relaxd${n} state='on'/>`)}\n</hyperv>\n</features>`,
      ),
  },
  {
    name: "many timers",
    before: IN_CPU,
    document: (count) =>
      hostModel("").replace(
        "<vcpu>8</vcpu>",
        `<vcpu>8</vcpu>\n<clock offset='utc'>\n${many(count, () => "<timer name='hpett' present='on'/>")}\n</clock>`,
      ),
  },
  {
    name: "many comments",
    before: IN_CPU,
    document: (count) => hostModel(many(count, (n) => `<!-- ${n} --><feature name='aes'/>`)),
  },
  {
    name: "many siblings of the CPU",
    before: IN_CPU,
    document: (count) =>
      domain(
        `${many(count, (n) => `<other${n}/>`)}\n<cpu mode='host-model'/>\n${many(count, () => "<cpu mode='host-modell'/>")}`,
      ),
  },
  {
    name: "unclosed tags",
    before: IN_CPU,
    document: (count) => hostModel(many(count, () => "<feature policy='requird' name='aes'")),
  },
];
