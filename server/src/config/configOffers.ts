import * as l10n from "@vscode/l10n";
import type { Location } from "jsonc-parser";
import { type Config, SEVERITIES, VIRT_TYPES } from "../../../shared/src/config/index.js";
import type { ReferenceCpu } from "../../../shared/src/hosts/references.js";
import { RULES } from "../../../shared/src/rules/index.js";
import type { ConfigFacts } from "./configFacts.js";

/** A text that may come at a place. */
export interface ConfigOffer {
  readonly text: string;
  readonly detail?: string;
  /** A name, with its value to follow. */
  readonly isKey?: true;
}

/** Place and text that offers depend on. */
export interface ConfigPlace {
  readonly location: Location;
  readonly config: Config;
  /** The texts that the list around the place holds already, but for the one at the place. */
  readonly listed: ReadonlySet<string>;
}

/** Architectures that people have hosts of, in libvirt's spelling, and machine types to ask about. */
const ARCHES = ["x86_64", "aarch64", "ppc64le", "s390x", "riscv64", "loongarch64"];
const MACHINES = ["q35", "pc", "virt", "pseries", "s390-ccw-virtio"];

/** What may stand at a place of a configuration; nothing where the file's schema says it all. */
export function offersAt({ location, config, listed }: ConfigPlace, facts: ConfigFacts): ConfigOffer[] {
  const { isAtPropertyKey } = location;
  const at = (...path: (string | number)[]) => location.path.length === path.length && location.matches(path);
  if (isAtPropertyKey) return at("rules", "*") ? ruleIds(listed) : [];
  if (at("rules", "*")) return plain(SEVERITIES);
  if (at("pools", "*", "*")) return plain([...config.hosts.keys()].filter((name) => !listed.has(name)));
  if (at("target")) return targets(config);
  if (at("libvirt") || at("hosts", "*", "libvirt")) return plain([...facts.releases].reverse());
  if (at("hosts", "*", "reference")) return facts.references.map(referenceOffer);
  if (at("hosts", "*", "arch")) return plain(ARCHES);
  if (at("hosts", "*", "machine")) return plain(MACHINES);
  return at("hosts", "*", "virtType") ? plain(VIRT_TYPES) : [];
}

function plain(texts: readonly string[]): ConfigOffer[] {
  return texts.map((text) => ({ text }));
}

function referenceOffer({ id, title, year, note }: ReferenceCpu): ConfigOffer {
  return { text: id, detail: [title, String(year), ...(note === undefined ? [] : [note])].join(", ") };
}

function targets({ hosts, pools }: Config): ConfigOffer[] {
  const poolOffers = [...pools].map(([text, { length }]) => ({
    text,
    detail: length === 1 ? l10n.t("pool of 1 host") : l10n.t("pool of {0} hosts", length),
  }));
  const names = [...hosts.keys()].filter((name) => !pools.has(name));
  return [...poolOffers, ...names.map((text) => ({ text, detail: l10n.t("host") }))];
}

function ruleIds(listed: ReadonlySet<string>): ConfigOffer[] {
  const left = RULES.filter(({ id }) => !listed.has(id));
  return left.map(({ id, severity, message }) => ({ text: id, detail: `${severity}: ${message}`, isKey: true }));
}
