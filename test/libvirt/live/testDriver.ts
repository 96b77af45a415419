import { judge } from "../../../shared/src/hosts/index.js";
import type { Driver } from "../driver.js";
import { guestIn } from "./foretell.js";
import { documentIn, readDocuments } from "./liveHosts.js";

/** CPUs of all modes: of a host that tells nothing nothing may be foretold. */
const CPUS = [
  "<cpu mode='host-model'/>",
  "<cpu mode='host-passthrough'/>",
  "<cpu><model>Haswell</model><feature policy='require' name='vmx'/></cpu>",
];

/** The only kind of VM that its capabilities list. */
const domainOf = (cpu: string) => `<domain type='test'><os><type arch='i686'>hvm</type></os>${cpu}</domain>`;

/**
 * libvirt's test driver (`test:///default`) has no domain capabilities, and a processor without a model: it is read all
 * the same, and nothing is claimed of it.
 */
export async function askTestDriver(driver: Driver, release: string): Promise<{ passed: number; failed: number }> {
  const [, capabilities, domain] = await driver.run(["connect test:///default", "capabilities", "domcapabilities"]);
  const { host, problems } = await readDocuments([documentIn(capabilities?.output)], release);
  const isRefused = domain?.error?.includes("not supported by the connection driver") === true;
  const outcomes = host === undefined ? [] : CPUS.map((cpu) => judge(guestIn(domainOf(cpu)), host).outcome);
  const isRight = host !== undefined && outcomes.every((outcome) => outcome === "unknown");
  console.log(
    `test:///default: ${isRight ? "read, nothing claimed of it" : `${problems.join(" ")} ${outcomes.join(" ")}`}` +
      `${isRefused ? ", no domain capabilities" : ""}`,
  );
  return isRight ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
