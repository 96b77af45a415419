import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import {
  type CpuSet,
  type DomainView,
  type IothreadsView,
  parseCount,
  parseCpuList,
  readIothreads,
} from "../../domain/index.js";
import { insertChildren, setAttribute, setText } from "../../edits/index.js";
import { attributeNamed, childNamed, grandchildrenNamed, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type Fix,
  missingAttribute,
  type NumberTest,
  offer,
  prefer,
  type Report,
  type Rule,
  removeThis,
  valueRange,
  wrongAttribute,
  wrongCpuList,
  wrongNumber,
} from "../kit.js";
import { overlapping, tunings, wrongScheduler } from "../vcpus/cputune.js";

/** Releases before 11.3 have a range (9.0's answers). */
const OLD_SHARES: NumberTest = { type: "unsigned", from: 2n, to: 262_144n };
const PERIOD: NumberTest = { type: "unsigned", from: 1000n, to: 1_000_000n };
const QUOTA: NumberTest = { type: "long", from: 1000n, to: 17_592_186_044_415n };

/** The times of `<cputune>`. */
const NUMBERS: readonly (readonly [name: string, test: NumberTest])[] = [
  ...["period", "global_period", "emulator_period", "iothread_period"].map((name) => [name, PERIOD] as const),
  ...["quota", "global_quota", "emulator_quota", "iothread_quota"].map((name) => [name, QUOTA] as const),
];

/** libvirt: virDomainDefTunablesParse and virDomainDefCputuneValidate (9.0, 12.8), for every driver. It reads the first. */
const cputuneNumbers: Check = function* ({ view, catalogue }) {
  const shares = isOlder(catalogue.release, "9.1.0") ? OLD_SHARES : ({ type: "unsigned" } as const);
  for (const [name, test] of [["shares", shares] as const, ...NUMBERS]) {
    const [element] = tunings(view, name);
    if (element === undefined) continue;
    yield* wrongNumber(element, test, {
      unread: () => `XML error: can't parse cputune ${name.replace("_", " ")} value`,
      outside: `unsupported configuration: Value of cputune '${name}' must be in range [${test.from}, ${test.to}]`,
    });
  }
};

/** The emulator's threads: virDomainEmulatorPinDefParseXML, virDomainEmulatorSchedParse (12.8). */
const emulator: Check = function* ({ view }) {
  for (const name of ["emulatorpin", "emulatorsched"]) {
    const [element, ...others] = tunings(view, name);
    if (element === undefined) continue;
    for (const other of others) {
      yield {
        rule: "cputune-once",
        range: other.startTag,
        data: { element: `<${name}>` },
        related: [{ ...element.startTag, message: l10n.t("The first one.") }],
        libvirt: `XML error: only one ${name} is supported`,
        fixes: ({ text }) => [removeThis(text, other)],
      };
    }
    yield* name === "emulatorpin" ? wrongPin(element) : wrongScheduler(element);
  }
};

function* wrongPin(pin: XmlElement): Iterable<Report> {
  if (attributeNamed(pin, "cpuset") === undefined) {
    yield {
      rule: "pin-cpuset",
      range: pin.nameRange,
      data: { element: `<${pin.name}>` },
      libvirt: `internal error: missing cpuset for ${pin.name}`,
      fixes: ({ text }) => [
        removeThis(text, pin),
        offer(l10n.t("Add cpuset='{0}'", "0"), setAttribute(text, pin, "cpuset", "0")),
      ],
    };
  }
  yield* wrongCpuList(pin, "cpuset", "Invalid value of 'cpuset':");
}

/** `<iothreads>` and `<iothreadids>`: virDomainDefParseBootOptions' neighbours for IOThreads (12.8). */
const iothreads: Check = function* ({ view }) {
  const count = childNamed(view.domain, "iothreads");
  if (count !== undefined) {
    const test = { type: "unsigned", to: 0xffffffffn } as const;
    const unread = (value: string) => `XML error: invalid iothreads count '${value}'`;
    yield* wrongNumber(count, test, { unread, outside: unread(count.text) });
  }
  const seen = new Map<number, XmlElement>();
  for (const thread of grandchildrenNamed(view.domain, "iothreadids", "iothread")) {
    yield* wrongAttribute(thread, "id", { required: true, nonZero: true });
    const id = parseCount(attributeNamed(thread, "id")?.value ?? "");
    if (id === undefined) continue;
    yield* twice(thread, id, seen, `XML error: duplicate iothread id '${id}' found`);
  }
};

function* twice(element: XmlElement, id: number, seen: Map<number, XmlElement>, libvirt: string): Iterable<Report> {
  const first = seen.get(id);
  seen.set(id, element);
  if (first === undefined) return;
  yield {
    rule: "iothread-duplicate",
    range: element.startTag,
    data: { id: String(id), element: `<${element.name}>` },
    related: [{ ...first.startTag, message: l10n.t("The first one.") }],
    libvirt,
    fixes: ({ text }) => [removeThis(text, element)],
  };
}

/** libvirt: virDomainIOThreadPinDefParseXML, virDomainThreadSchedParseHelper (12.8). */
const iothreadTuning: Check = function* ({ view }) {
  const threads = readIothreads(view);
  const seen = new Map<number, XmlElement>();
  for (const pin of tunings(view, "iothreadpin")) {
    yield* wrongAttribute(pin, "iothread", { required: true, nonZero: true });
    const attribute = attributeNamed(pin, "iothread");
    const id = parseCount(attribute?.value ?? "");
    if (attribute === undefined || id === undefined || id === 0 || threads === undefined) continue;
    if (threads.has(id)) {
      yield* wrongPin(pin);
      yield* twice(pin, id, seen, `internal error: duplicate iothreadpin for same iothread '${id}'`);
    } else yield missing(pin, attribute, id, threads);
  }
  yield* scheduled(tunings(view, "iothreadsched"), threads);
};

function missing(element: XmlElement, attribute: XmlAttribute, id: number, { count }: IothreadsView): Report {
  return {
    rule: "iothread-missing",
    range: valueRange(attribute),
    data: { id: String(id), count: String(count) },
    libvirt: `unsupported configuration: Cannot find 'iothread' : ${id}`,
    fixes: ({ text, view }) => [...giveIothreads(text, view, id), removeThis(text, element, offer)],
  };
}

/** More IOThreads than this are hardly meant where only one of them is used. */
const MANY = 64;

/** Gives the VM as many IOThreads as the pin needs, where they are not listed one by one. */
function giveIothreads(text: string, { domain }: DomainView, id: number): Fix[] {
  if (domain === undefined || id === 0 || id > MANY) return [];
  if (grandchildrenNamed(domain, "iothreadids", "iothread").length > 0) return [];
  const present = childNamed(domain, "iothreads");
  const edit =
    present === undefined
      ? insertChildren(text, domain, [`<iothreads>${id}</iothreads>`], childNamed(domain, "cputune"))
      : setText(text, present, String(id));
  return [prefer(id === 1 ? l10n.t("Set <iothreads> to 1") : l10n.t("Set <iothreads> to {0}", id), edit)];
}

function* scheduled(scheds: readonly XmlElement[], threads: IothreadsView | undefined): Iterable<Report> {
  const sets: { set: CpuSet; element: XmlElement }[] = [];
  for (const element of scheds) {
    const list = attributeNamed(element, "iothreads");
    if (list === undefined) {
      const libvirt = "XML error: Missing attribute 'iothreads' in element 'iothreadsched'";
      yield { ...missingAttribute(element, "iothreads", { suggested: "1" }), libvirt };
    }
    yield* wrongCpuList(element, "iothreads", "'iothreads' scheduler bitmap is empty:");
    yield* wrongScheduler(element);
    const set = parseCpuList(list?.value ?? "");
    if (set === undefined || list === undefined) continue;
    sets.push({ set, element });
    const absent = threads && firstMissing(set, threads);
    if (threads !== undefined && absent !== undefined) yield missing(element, list, absent, threads);
  }
  for (const [element, other] of overlapping(sets)) {
    yield {
      rule: "iothread-duplicate",
      range: attributeNamed(element, "iothreads") ?? element.nameRange,
      data: { id: attributeNamed(element, "iothreads")?.value ?? "", element: `<${element.name}>` },
      related: [{ ...other.startTag, message: l10n.t("The first one.") }],
      libvirt: "'iothreadsched' attributes 'iothreads' must not overlap",
      fixes: ({ text }) => [removeThis(text, element)],
    };
  }
}

/** Lists of numbers end at some thousands, so looking at each is quick. */
function firstMissing({ spans }: CpuSet, threads: IothreadsView): number | undefined {
  for (const { first, last } of spans) for (let id = first; id <= last; id++) if (!threads.has(id)) return id;
  return undefined;
}

/** Threads of the emulator and for disks. */
export const threadRules: readonly Rule[] = [
  {
    id: "cputune-once",
    stage: "define",
    severity: "error",
    message: "A VM can have only one {element}. Remove this one.",
    check: emulator,
  },
  {
    id: "pin-cpuset",
    stage: "define",
    severity: "error",
    message: "{element} must have the attribute cpuset: the host CPUs to pin to.",
    check: iothreadTuning,
  },
  {
    id: "iothread-missing",
    stage: "define",
    severity: "error",
    message: "IOThread {id} does not exist: the VM has {count}. Increase <iothreads>, or remove this.",
    check: iothreads,
    vetted: true,
  },
  {
    id: "iothread-duplicate",
    stage: "define",
    severity: "error",
    message: "IOThread {id} already has an {element}. Keep only one of them.",
    check: cputuneNumbers,
  },
];
