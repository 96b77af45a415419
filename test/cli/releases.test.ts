import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { kvm, makeFolder, run, samples } from "./run.js";

/** @param what `model Haswell` or `feature avx2` */
function documentWith(what: string): string {
  const [kind, name] = what.split(" ");
  return kind === "model"
    ? kvm(`<cpu mode='custom' match='exact'><model>${name}</model></cpu>`)
    : kvm(`<cpu mode='host-model'><feature policy='disable' name='${name}'/></cpu>`);
}

/** `error model-unknown` and the like, of those rules that are about names. */
async function lint(what: string, release: string): Promise<{ found: string[]; said: string; err: string }> {
  const cwd = await makeFolder({ "a.xml": documentWith(what) });
  const { out, err } = await run(["lint", "a.xml", "--format", "json", "--libvirt", release], { cwd });
  const report = JSON.parse(out) as {
    files: { diagnostics: { rule: string; severity: string; message: string }[] }[];
  };
  const named = report.files
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ rule }) => /^(?:model|feature)-(?:unknown|uncertain)$/.test(rule));
  return {
    found: named.map(({ rule, severity }) => `${severity} ${rule}`),
    said: named.map(({ message }) => message).join("\n"),
    err,
  };
}

describe("lint --libvirt", () => {
  it.each([
    ["10.0.0", "model EPYC-Genoa"],
    ["10.0.0", "model SapphireRapids"],
    ["10.0", "model EPYC-Genoa"],
    ["10.0.0", "feature vmx-ept"],
    ["10.0.0", "feature fsrs"],
    ["10.0.0", "feature auto-ibrs"],
    ["8.0.0", "model EPYC-Milan"],
    ["10.10.0", "model Skylake-Server-v4"],
    ["12.9.0", "model EPYC-Turin"],
    ["13.0.0", "model EPYC-Turin"],
  ])("%s: nothing wrong with %s", async (release, what) => {
    expect((await lint(what, release)).found).toEqual([]);
  });

  it.each([
    ["8.0.0", "model EPYC-Genoa", "error model-unknown", /libvirt 8\.0\.0 does not .* libvirt 9\.8\.0 supports it/],
    ["10.9.0", "model Skylake-Server-v4", "error model-unknown", /libvirt 10\.10\.0 supports it/],
    ["9.0.0", "feature fsrs", "error feature-unknown", /added between libvirt 9\.0\.0 and 9\.4\.0/],
    ["11.3.0", "model EPYC-Turin", "error model-unknown", /added between libvirt 11\.3\.0 and 12\.8\.0/],
    ["11.6.0", "model EPYC-Turin", "information model-uncertain", /between 11\.3\.0 and 12\.8\.0\. Whether 11\.6\.0 /],
    ["11.6.0", "feature tsa-l1-no", "information feature-uncertain", /Whether 11\.6\.0 supports it is not known/],
    ["11.6.0", "model Nonsense", "error model-unknown", /libvirt 11\.6\.0 does not support the model 'Nonsense'/],
    ["6.0.0", "model EPYC-Genoa", "error model-unknown", /libvirt 7\.0\.0 does not/],
  ])("%s: %s", async (release, what, found, said) => {
    const answer = await lint(what, release);
    expect(answer.found).toEqual([found]);
    expect(answer.said).toMatch(said);
  });

  it.each([
    ["9.8.0", ""],
    ["12.9.0", ""],
    ["12.8", ""],
    ["12", ""],
    ["10.0", "libvirt 10.0.0 is judged by the CPU map of 9.10.0, which has the same models and features."],
    ["11.6.0", "libvirt 11.6.0 is judged by the CPU map of 11.3.0. What 12.8.0 has besides is possibly supported."],
    ["13.0.0", "libvirt 13.0.0 is newer than the newest release that is known. It is judged as 12.8.0."],
    ["6.0.0", "libvirt 6.0.0 is older than the oldest release that is known. It is judged as 7.0.0."],
  ])("%s says on what it rests", async (release, expected) => {
    const { err } = await lint("model Haswell", release);
    if (expected === "") expect(err).not.toContain("judged");
    else expect(err).toContain(expected);
  });
});

describe("what is made of a release between two maps", () => {
  const cwd = makeFolder({}, false);

  it("expand says what is not sure", async () => {
    const turin = await run(["expand", "EPYC-Turin", "--libvirt", "11.6.0"], { cwd: await cwd });
    expect(turin.out).toContain("<model fallback='forbid'>EPYC-Turin</model>");
    expect(turin.err).toContain("Whether 11.6.0 supports it is not known.");
    const skylake = await run(["expand", "Skylake-Client", "--libvirt", "10.0.0"], { cwd: await cwd });
    expect(skylake.err).toContain("This is how libvirt 9.10.0 defines it; 10.0.0 may define it differently.");
    const haswell = await run(["expand", "Haswell", "--libvirt", "10.0.0"], { cwd: await cwd });
    expect(haswell.err).not.toContain("may define");
  });

  it.each([
    ["EPYC-Genoa", "10.0.0", /Since libvirt 9\.8\.0/],
    ["EPYC-Turin", "11.6.0", /Possibly not supported\. It was added to libvirt between 11\.3\.0 and 12\.8\.0\./],
    ["vmx-ept", "12.8.0", /Added between libvirt 9\.8\.0 and 9\.10\.0/],
    ["Skylake-Client", "10.0.0", /10\.0\.0 may define it differently/],
  ])("explain %s of %s", async (word, release, expected) => {
    const { out } = await run(["explain", word, "--libvirt", release], { cwd: await cwd });
    expect(out.replaceAll(/\s+/g, " ")).toMatch(expected);
  });

  it.each([
    [["explain", "SapphireRapids", "--libvirt", "9.0.0"], /knows no SapphireRapids .* libvirt 9\.4\.0 supports it/],
    [["explain", "vmx-ept", "--libvirt", "9.0.0"], /It was added between libvirt 9\.8\.0 and 9\.10\.0\./],
    [["expand", "Skylake-Server-v4", "--libvirt", "10.9.0"], /libvirt 10\.10\.0 supports it/],
    [["diff", "EPYC", "EPYC-Genoa", "--libvirt", "8.0.0"], /libvirt 9\.8\.0 supports it/],
  ])("%j names the release that brought it", async (args, expected) => {
    expect((await run(args, { cwd: await cwd })).err).toMatch(expected);
  });

  it.each([
    ["the processor alone", "<host><cpu><arch>x86_64</arch><model>EPYC-Genoa</model><vendor>AMD</vendor></cpu></host>"],
    ["the hypervisor, too", undefined],
  ])("check-start neither promises nor refuses a start: %s", async (_, capabilities) => {
    const node = await readFile(path.join(samples, "hosts/node1.domcaps.xml"), "utf8");
    const folder = await makeFolder({
      "a.xml": documentWith("feature tsa-l1-no"),
      "host.xml": capabilities === undefined ? node : `<capabilities>${capabilities}</capabilities>`,
    });
    const { out, code } = await run(["check-start", "a.xml", "--host", "host.xml", "--libvirt", "11.6.0"], {
      cwd: folder,
    });
    expect(out).toContain("Unknown whether it starts on host");
    expect(out).toContain("tsa-l1-no possibly not supported");
    expect(code).toBe(1);
  });

  it("cpu-models marks what the release possibly lacks", async () => {
    const { out } = await run(["cpu-models", "--json", "--libvirt", "11.6.0"], { cwd: await cwd });
    const { models } = JSON.parse(out) as { models: { name: string; isUncertain?: true }[] };
    const marked = (name: string) => models.find((each) => each.name === name)?.isUncertain;
    expect([marked("EPYC-Turin"), marked("EPYC-Genoa")]).toEqual([true, undefined]);
    const text = await run(["cpu-models", "--libvirt", "11.6.0"], { cwd: await cwd });
    expect(text.out).toMatch(/^EPYC-Turin +.* · possibly not supported$/m);
  });

  it("baseline makes nothing of what the release possibly lacks", async () => {
    const cpu = "<cpu><arch>x86_64</arch><model>EPYC-Turin</model><vendor>AMD</vendor></cpu>";
    const stdin = JSON.stringify({ name: "a", cpu });
    const { out } = await run(["baseline", "-", "--libvirt", "11.6.0"], { cwd: await cwd, stdin });
    expect(out).toContain("<model fallback='allow'>EPYC-Genoa</model>");
    const newest = await run(["baseline", "-", "--libvirt", "12.9.0"], { cwd: await cwd, stdin });
    expect(newest.out).toMatch(/<model fallback='forbid'>EPYC-Turin(?:-v1)?<\/model>/);
  });
});
