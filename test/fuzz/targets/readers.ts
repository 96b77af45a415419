import { parseConfig } from "../../../shared/src/config/index.js";
import { CpuError, formatCpu, parseCpu, readHost } from "../../../shared/src/engine/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { brokenLaw } from "../../support/libvirtUri.js";
import { holds } from "./fail.js";

const { map } = await testCatalogue();

const POISON = /undefined|NaN|\[object/;

/** A host's document is read, or refused with a reason. */
export function fuzzHost(text: string): void {
  if (map === undefined) return;
  try {
    const host = readHost(text, map);
    holds(host.arch !== "", () => "a host without an architecture");
  } catch (error) {
    holds(error instanceof CpuError && error.message !== "", () => `it throws ${String(error)}`);
  }
}

/** A definition that was read and written is read as the same. */
export function fuzzDefinition(text: string): void {
  let once: string;
  try {
    once = formatCpu(parseCpu(text, { type: "guest" }));
  } catch (error) {
    holds(error instanceof CpuError, () => `it throws ${String(error)}`);
    return;
  }
  if (once === "") return;
  const twice = formatCpu(parseCpu(once, { type: "guest" }));
  holds(twice === once, () => `written again it is another: ${once} ${twice}`);
}

/** A configuration is read with its problems, each of them in the text. */
export function fuzzConfig(text: string): void {
  const { problems } = parseConfig(text);
  for (const { start, end, message } of problems) {
    holds(start >= 0 && start <= end && end <= text.length, () => `“${message}” at ${start}–${end}`);
    holds(message !== "" && (POISON.test(text) || !POISON.test(message)), () => message);
  }
}

/** A connection URI that is accepted has only allowed parts when libvirt reads what virsh is given. */
export function fuzzAddress(text: string): void {
  const broken = brokenLaw(text);
  holds(broken === undefined, () => `libvirt reads ${broken}`);
}
