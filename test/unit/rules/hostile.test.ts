import { describe, expect, it } from "vitest";
import { checked } from "./damage/damageOf.js";

const many = (part: (index: number) => string) => Array.from({ length: 100_000 }, (_, index) => part(index)).join("\n");
const cpu = (parts: string) => `<domain type='kvm'><vcpu>8</vcpu><cpu mode='host-model'>${parts}</cpu></domain>`;

/** Whatever takes the square of these does not come to an end in a test's time. */
describe("documents that nobody writes are checked in the end, up to a thousand findings", () => {
  it.each([
    ["features", cpu(many((n) => `<feature policy='require' name='zz${n}'/>`))],
    ["features of one name", cpu(many(() => "<feature policy='require' name='aes'/>"))],
    ["attributes of one feature", cpu(`<feature ${many((n) => `a${n}=''`)}/>`)],
    ["attributes of the CPU", `<domain><cpu ${many((n) => `a${n}=''`)}/></domain>`],
    ["repeated elements", cpu(many(() => "<topology/>"))],
    ["unknown elements", cpu(many((n) => `<featur${n}/>`))],
    ["CPUs", `<cpus>${many(() => "<cpu/>")}</cpus>`],
    ["names of Object.prototype", cpu(many(() => "<__proto__ constructor='' __proto__=''/>"))],
  ])("%s", (_, text) => {
    expect(checked(text).findings).toHaveLength(1000);
  });
});
