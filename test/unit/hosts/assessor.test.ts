import { describe, expect, it } from "vitest";
import { makeAssessor } from "../../../server/src/hosts/assessor.js";
import { type Host, parseCpu } from "../../../shared/src/engine/index.js";
import {
  assess,
  assessing,
  type Guest,
  type JudgementsByHost,
  type PoolHost,
  type Target,
} from "../../../shared/src/hosts/index.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();

function hostOf(name: string, model: string): PoolHost {
  const cpu = parseCpu(`<cpu><arch>x86_64</arch><model>${model}</model><vendor>Intel</vendor></cpu>`, { type: "host" });
  const host: Host = { source: "cpu", arch: "x86_64", cpu, unknownFeatures: [] };
  return { name, host, release: "12.8.0", map };
}

const guestOf = (model: string): Guest => ({
  cpu: parseCpu(`<cpu><model>${model}</model></cpu>`, { type: "guest" }),
  arch: "x86_64",
  virtType: "kvm",
});

const MODELS = ["Haswell", "Broadwell", "Nehalem", "Westmere"];
const hosts = Array.from({ length: 200 }, (_, index) => hostOf(`n${index}`, MODELS[index % MODELS.length] ?? ""));
const target: Target = { name: "p", isPool: true, hosts, unknown: [] };

/** How many hosts are judged until a target is done. */
function steps(guest: Guest, where: Target, judged: JudgementsByHost): number {
  let count = 0;
  for (const _ of assessing(guest, where, judged)) count++;
  return count;
}

describe("judgements are kept by host", () => {
  it("so that of a changed target only what changed is judged", () => {
    const judged: JudgementsByHost = new WeakMap();
    const guest = guestOf("Haswell");
    expect(steps(guest, target, judged)).toBe(200);
    expect(steps(guest, { ...target }, judged)).toBe(0);
    const changed = { ...target, hosts: hosts.with(7, hostOf("n7", "Skylake-Client")) };
    expect(steps(guest, changed, judged)).toBe(1);
    expect(steps(guest, { ...target, hosts: hosts.slice(50, 60) }, judged)).toBe(0);
  });

  it("and change no answer", () => {
    const judged: JudgementsByHost = new WeakMap();
    const guest = guestOf("Broadwell");
    steps(guest, target, judged);
    const again = assessing(guest, target, judged).next().value;
    expect(again).toEqual(assess(guest, target));
  });
});

/** A clock that goes on by a millisecond at each look: a turn ends after as many hosts, whatever the machine. */
function slowClock(): () => number {
  let time = 0;
  return () => time++;
}

describe("the server's assessor", () => {
  it("does little at once and the rest off the typing path, then tells", async () => {
    let ready = (_owner: string) => {};
    const told = new Promise<string>((resolve) => {
      ready = resolve;
    });
    const assessor = makeAssessor(
      (owner) => ready(owner),
      (error) => expect.fail(String(error)),
      slowClock(),
    );
    const guest = guestOf("Haswell");
    expect(assessor.assessment("vm", guest, target)).toBeUndefined();
    expect(assessor.assessment("vm", guest, target)).toBeUndefined();
    expect(await told).toBe("vm");
    expect(assessor.assessment("vm", guest, target)).toEqual(assess(guest, target));
  });

  it("answers for the latest question of an owner only", async () => {
    const told: string[] = [];
    let last = () => {};
    const done = new Promise<void>((resolve) => {
      last = resolve;
    });
    const assessor = makeAssessor(
      (owner) => {
        told.push(owner);
        last();
      },
      (error) => expect.fail(String(error)),
      slowClock(),
    );
    for (const model of MODELS) expect(assessor.assessment("vm", guestOf(model), target)).toBeUndefined();
    await done;
    expect(told).toEqual(["vm"]);
    expect(assessor.assessment("vm", guestOf("Westmere"), target)?.guest).toEqual(guestOf("Westmere"));
  });

  it("tries again when it is asked again after a failure", async () => {
    let fail: (error: unknown) => void = () => {};
    const failed = () =>
      new Promise((resolve) => {
        fail = resolve;
      });
    const assessor = makeAssessor(
      () => expect.fail("no answer"),
      (error) => fail(error),
      slowClock(),
    );
    let isLate = false;
    const broken = new Proxy(hosts[199] as PoolHost, {
      get: (host, key) => {
        if (isLate) throw new Error("broken");
        return Reflect.get(host, key);
      },
    });
    const where = { ...target, hosts: hosts.with(199, broken) };
    const told = failed();
    expect(assessor.assessment("vm", guestOf("Haswell"), where)).toBeUndefined();
    isLate = true;
    expect(await told).toEqual(new Error("broken"));
    isLate = false;
    expect(assessor.assessment("vm", guestOf("Haswell"), where)?.verdicts).toHaveLength(200);
  });

  it("goes on where it was when the target changes", async () => {
    let ready = () => {};
    const assessor = makeAssessor(
      () => ready(),
      (error) => expect.fail(String(error)),
      slowClock(),
    );
    const next = () =>
      new Promise<void>((resolve) => {
        ready = resolve;
      });
    const guest = guestOf("Haswell");
    const first = next();
    assessor.assessment("vm", guest, target);
    await first;
    // One host has changed: that takes no turn of its own.
    const changed = { ...target, hosts: hosts.with(0, hostOf("n0", "Skylake-Client")) };
    expect(assessor.assessment("vm", guest, changed)).toEqual(assess(guest, changed));
  });

  it("forgets who has gone", async () => {
    const told: string[] = [];
    let second = () => {};
    const done = new Promise<void>((resolve) => {
      second = resolve;
    });
    const assessor = makeAssessor(
      (owner) => {
        told.push(owner);
        second();
      },
      (error) => expect.fail(String(error)),
      slowClock(),
    );
    assessor.assessment("gone", guestOf("Haswell"), target);
    assessor.assessment("vm", guestOf("Nehalem"), target);
    assessor.forget("gone");
    await done;
    expect(told).toEqual(["vm"]);
  });
});
