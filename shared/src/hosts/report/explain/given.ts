import * as l10n from "@vscode/l10n";
import { featureNames } from "../../../engine/cpuData.js";
import { type CpuDefinition, CpuError, expandOnHost, takesHostCpu } from "../../../engine/index.js";
import { difference } from "../../../engine/words.js";
import type { Guest } from "../../guest.js";
import { givenWords } from "../../hostWords.js";
import type { PoolHost } from "../../poolHost.js";
import { wordsIn } from "../../targetCpus.js";
import { code, fill, type Span } from "../document.js";
import { featureSpans, number } from "../lists.js";

/**
 * What libvirt makes of a definition where it starts: which model host-model becomes, what becomes of optional
 * features, what is left out unchecked.
 *
 * @returns nothing where the host's documents do not tell
 */
export function givenText({ cpu, arch }: Guest, poolHost: PoolHost): Span[] {
  const { host, map } = poolHost;
  if (takesHostCpu(cpu.mode)) {
    return [l10n.t("The guest gets all that the hypervisor can give of the host's CPU.")];
  }
  if (map.arch !== "x86" || (arch !== "x86_64" && arch !== "i686")) return [];
  try {
    const expanded = expandOnHost(cpu, host, map);
    return [...headText(cpu, expanded), ...optionalText(cpu, expanded), ...leftOutText(expanded, poolHost)];
  } catch (error) {
    if (error instanceof CpuError) return [];
    throw error;
  }
}

function headText(cpu: CpuDefinition, expanded: CpuDefinition): Span[] {
  const { model = "", features } = expanded;
  const what =
    features.length === 1
      ? fill(l10n.t("{0} with 1 feature spelled out"), code(model))
      : fill(l10n.t("{0} with {1} features spelled out"), code(model), number(features.length));
  if (cpu.mode === "host-model") return fill(l10n.t("{0} becomes {1}."), code("host-model"), what);
  if (cpu.match === "minimum") return fill(l10n.t("With {0} the guest gets {1}."), code("match='minimum'"), what);
  if (cpu.model === undefined) return fill(l10n.t("The definition names no model, so the guest gets {0}."), what);
  return fill(l10n.t("The guest gets {0}."), what);
}

function optionalText(cpu: CpuDefinition, expanded: CpuDefinition): Span[] {
  const optional = new Set(cpu.features.flatMap(({ name, policy }) => (policy === "optional" ? [name] : [])));
  if (optional.size === 0) return [];
  const given = expanded.features.flatMap(({ name, policy }) =>
    optional.has(name) && policy === "require" ? [name] : [],
  );
  if (given.length === 0) return [l10n.t(" Of its optional features it gets none.")];
  return fill(l10n.t(" Of its optional features it gets {0}."), featureSpans(given));
}

/** Without a check the guest starts with less than it asks for. */
function leftOutText(expanded: CpuDefinition, host: PoolHost): Span[] {
  const given = givenWords(host);
  const asked = wordsIn(expanded, host.map);
  if (expanded.check !== "none" || given === undefined || asked === undefined) return [];
  const lacking = featureNames(difference(asked, given), host.map);
  if (lacking.length === 0) return [];
  return fill(l10n.t(" Nothing is checked, and it lacks {0}."), featureSpans(lacking));
}
