import { expect, it } from "vitest";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { checked, fixesAt } from "./damage/damageOf.js";

/** What fuzzing brought to light, each in a document that shows it. */
it.each([
  [
    "a comment stays with the element it speaks of",
    "<domain type='kvm'>\n  <vcpu>8</vcpu>\n  <features><hyperv/></features>\n  <cpu>\n    <!-- of the whole fleet -->\n    <feature policy='require' name='x2apic'/>\n  </cpu>\n</domain>\n",
    "windows-sockets",
    "Use cores of one socket",
    /<topology [^>]*\/>\n {4}<!-- of the whole fleet -->\n {4}<feature/,
  ],
  [
    "space around a type goes with it",
    "<domain type='kvm'><os><type>hvm\n</type></os><cpu mode='host-model'/></domain>",
    "os-type",
    "Change to hvm",
    /<type>hvm<\/type>/,
  ],
  [
    "what has strayed into an element does not take its place",
    "<domain type='kvm'><maxMemory slots='2'><l/></maxMemory><memory unit='G'>4</memory></domain>",
    "memory-maximum",
    "Remove <maxMemory>",
    /^<domain type='kvm'><memory unit='G'>4<\/memory><\/domain>$/,
  ],
  [
    "every invtsc goes",
    "<domain type='kvm'><cpu><feature policy='require' name='invtsc'/><feature policy='require' name='invtsc'/></cpu></domain>",
    "invtsc-frequency",
    "Remove the feature invtsc",
    /<cpu><\/cpu>/,
  ],
])("%s", (_, text, rule, title, after) => {
  const before = checked(text);
  const finding = before.findings.find((each) => each.rule === rule);
  const fix = finding && fixesAt(before, finding).find((each) => each.title === title);
  expect(fix && applyEdits(text, fix.edits)).toMatch(after);
});

it.each([
  ["<domain type='kvm'><vcpu>288</vcpu><os></os></domain>", "many-vcpus-machine"],
  [
    "<domain type='qemu'><cpu mode='host-model'><cache mode='passthrough' level='3'/></cpu></domain>",
    "host-model-emulated",
  ],
])("%s has no preferred fix of %s: it would bring an error, or not mend it", (text, rule) => {
  const before = checked(text);
  const finding = before.findings.find((each) => each.rule === rule);
  expect(finding).toBeDefined();
  expect(finding && fixesAt(before, finding).filter(({ preferred }) => preferred)).toEqual([]);
});
