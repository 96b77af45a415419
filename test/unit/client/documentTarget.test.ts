import { describe, expect, it } from "vitest";
import { withTarget } from "../../../client/src/hosts/documentTarget.js";
import type { DocumentTarget, FolderHosts } from "../../../shared/src/messages.js";

const libvirt = { release: "12.8.0", because: "newest" } as const;
const folder: FolderHosts = { folder: "file:///vms", hasConfig: true, target: "prod", libvirt, hosts: [], pools: [] };

describe("a folder as it counts for a document", () => {
  it.each<[what: string, own: DocumentTarget | undefined, target: string | undefined]>([
    ["keeps its target where nobody answers", undefined, "prod"],
    ["has the document's target", { target: "lab", because: { pattern: "lab/" }, libvirt }, "lab"],
    ["has none where the document's is unknown", { because: "comment", libvirt }, undefined],
  ])("%s", (_, own, target) => {
    expect(withTarget(folder, own).target).toBe(target);
  });
});
