import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { connect } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import { openDefinition } from "../../../virsh/src/definition.js";
import { listDomains } from "../../../virsh/src/domains.js";
import { VirshError } from "../../../virsh/src/failure.js";
import { renameDomain } from "../../../virsh/src/renameDomain.js";
import { saveDefinition } from "../../../virsh/src/saveDefinition.js";
import {
  assertOldOrNew,
  type Bench,
  type Cases,
  definition,
  edit,
  HIDDEN,
  made,
  NEVER,
  PASSWORD,
  saved,
  stored,
} from "./bench.js";
import type { SshHost } from "./sshHost.js";

/** In the home folder, where a shell that ssh starts begins. */
const RAN = `libvirt-cpu-ran-${process.pid}`;

const HOSTILE = [
  `a'b "c" $(touch ${RAN}); touch ${RAN}; \`touch ${RAN}\` $HOME ~ * {a,b} !! \\ & | < > # ü'`,
  "--all",
  "=ls; undefine named-there",
] as const;

const escaped = (name: string) => name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The same host, with the client that is named. */
function through({ uri }: SshHost, ssh: string) {
  return connect(uri, { executable: () => "none", via: "ssh", ssh });
}

/** What is tried with virsh on another host, which a real sshd leads to. */
export function casesOverSsh(host: SshHost): Cases {
  const ssh = host.ssh("client");
  const there = (bench: Bench): Bench => ({ ...bench, virsh: through(host, ssh) });
  return {
    "through ssh: open, save, somebody else's change, and a password that is in no argument": async (bench) => {
      const { virsh } = there(bench);
      const opened = await made(there(bench), "there");
      assert(opened.text.includes(`passwd='${HIDDEN}'`), opened.text);
      const { definition: theirs } = saved(await saveDefinition(virsh, opened, edit(opened.text), NEVER));
      assert.equal(theirs.text, edit(opened.text));
      assert((await stored(bench, opened)).includes(`passwd='${PASSWORD}'`));
      const mine = opened.text.replace("<vcpu", "<title>mine</title>\n  <vcpu");
      assert.deepEqual(await saveDefinition(virsh, opened, mine, NEVER), { kind: "conflict", current: theirs });
      const { undo } = saved(await saveDefinition(virsh, theirs, theirs.text.replace(HIDDEN, "typed"), NEVER));
      assert.match(await stored(bench, opened), /passwd='typed'/);
      saved(await undo(NEVER));
      assert((await stored(bench, opened)).includes(`passwd='${PASSWORD}'`));
      const seen = host.arguments();
      // What was looked at is there: ssh, what it runs, and virsh there.
      for (const part of [
        "-T -o BatchMode=yes -- root@node1",
        "cat | env LC_ALL=C virsh",
        "define --validate /dev/stdin",
      ]) {
        assert(seen.includes(part), part);
      }
      assert(!seen.includes(PASSWORD));
    },
    "through ssh: hostile names": async (bench) => {
      const { virsh } = there(bench);
      const { uuid } = await made(there(bench), "named-there");
      // libvirt 9.0 takes it, later ones do not.
      assert.notEqual((await renameDomain(virsh, uuid, "two\nlines", NEVER)).kind, "refused");
      for (const name of HOSTILE) {
        const outcome = await renameDomain(virsh, uuid, name, NEVER);
        assert(outcome.kind === "renamed" && outcome.definition.name === name, JSON.stringify(outcome));
      }
      const [first, , last] = HOSTILE;
      const created = await createDomain(virsh, definition(escaped(first)), NEVER);
      assert(created.kind === "created" && created.definition.name === first, JSON.stringify(created));
      const opened = await openDefinition(virsh, first, NEVER);
      saved(await saveDefinition(virsh, opened, edit(opened.text), NEVER));
      const names = (await listDomains(bench.virsh, NEVER)).map(({ name }) => name);
      assert(names.includes(first) && names.includes(last), names.join());
      assert.equal(existsSync(path.join(homedir(), RAN)), false);
    },
    "through ssh: it is killed in the middle": async (bench) => {
      const opened = await made(bench, "cut-there");
      for (const seconds of ["0.1", "0.3"]) {
        const kill = `case "$*" in *define*) (sleep ${seconds}; kill -9 $$) & ;; esac`;
        const virsh = through(host, host.ssh(`cut${seconds}`, kill));
        const outcome = await saveDefinition(virsh, opened, edit(opened.text), NEVER);
        assert.match(outcome.kind, /^(?:saved|unknown)$/);
        await assertOldOrNew(bench, opened);
        const now = await openDefinition(bench.virsh, opened.uuid, NEVER);
        if (now.text !== opened.text) saved(await saveDefinition(bench.virsh, now, opened.text, NEVER));
      }
    },
    "through ssh: a key that the host does not know, and a host that ssh does not know": async () => {
      const cases = [
        ["key", "permission-denied", "PubkeyAuthentication=no"],
        ["host", "host-key", "UserKnownHostsFile=/dev/null"],
      ] as const;
      for (const [name, code, option] of cases) {
        const virsh = through(host, host.ssh(`wrong${name}`, ":", `-o ${option}`));
        const error = await listDomains(virsh, NEVER).catch((thrown: unknown) => thrown);
        assert(error instanceof VirshError && error.failure.code === code, String(error));
      }
    },
  };
}

/** What virsh itself does through ssh: not in a suite, which has none. */
export function casesOfVirshItself(host: SshHost): Cases {
  return {
    "over qemu+ssh, virsh here": async (bench) => {
      const opened = await made(bench, "here");
      const virsh = connect(host.uri, { executable: () => bench.daemon.virsh("over-ssh", `PATH='${host.bin}':$PATH`) });
      const { definition: after } = saved(await saveDefinition(virsh, opened, edit(opened.text), NEVER));
      assert.equal(after.text, edit(opened.text));
    },
  };
}
