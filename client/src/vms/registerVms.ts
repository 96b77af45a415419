import * as vscode from "vscode";
import { register } from "../commands/register.js";
import { clientId } from "../connection/languageClient.js";
import { createVirtualDocument } from "../documents/virtualDocument.js";
import { createConnections } from "./connections.js";
import { provideDefinitions } from "./definitions.js";
import { DRIFT_COMMANDS } from "./driftCommands.js";
import { createLiveUpdates } from "./liveUpdates.js";
import { type SaveContext, saveVm } from "./save.js";
import type { VmVerbs } from "./verbs.js";
import { createVerdicts } from "./verdicts.js";
import { VM_COMMANDS, type VmCommandContext } from "./vmCommands.js";
import { createVmsView } from "./vmsView.js";
import { VMS_PREFIX, type VmsContext } from "./withoutVirsh.js";

/** What menus and the view's own text wait for: not there in a browser. */
const HAS_VIRSH = "libvirtCpu.hasVirsh";

/** Registers the view of VMs, its commands and the documents of VMs; only where virsh can run. */
export function registerVms({
  server,
  model,
  live,
  memento,
  reports,
  verbs,
}: VmsContext & { readonly verbs: VmVerbs }): vscode.Disposable[] {
  vscode.commands.executeCommand("setContext", HAS_VIRSH, true);
  const ending = new AbortController();
  const { signal } = ending;
  const before = createVirtualDocument("libvirt-cpu-before", "libvirt.xml");
  const connections = createConnections({ verbs, model, live, memento, signal });
  const saving: SaveContext = {
    ...{ verbs, server, before, signal, undo: new Map() },
    rebase: (uri, current) => definitions.rebase(uri, current),
  };
  const definitions = provideDefinitions({
    ...{ verbs, connections, memento, signal },
    save: async (save) => {
      const saved = await saveVm(save, saving);
      verdicts.touch(save.route.uri, [saved.name]);
      verdicts.look();
      return saved;
    },
  });
  const view = createVmsView(connections, {
    judgedOf: (uri, uuid) => verdicts.of(uri, uuid),
    liveOf: (uri) => updates.stateOf(uri),
  });
  const { shown } = view;
  const verdicts = createVerdicts({ verbs, server, connections, model, shown });
  const updates = createLiveUpdates({
    ...{ verbs, connections, live, shown },
    wanted: () => vscode.workspace.getConfiguration(clientId).get("vms.liveUpdates"),
    happened: verdicts.touch,
    listed: definitions.rereadAll,
  });
  const context: VmCommandContext = {
    ...{ verbs, connections, live, definitions, view, verdicts, signal, server, reports, before },
    undo: saving.undo,
  };
  return [
    view.onDidChangeShown(() => {
      verdicts.look();
      updates.look();
    }),
    verdicts.onDidChange(view.refresh),
    updates.onDidChange(view.refresh),
    verdicts,
    updates,
    before,
    connections,
    definitions,
    view,
    vscode.workspace.onDidGrantWorkspaceTrust(() => view.setFilter(view.filter())),
    new vscode.Disposable(() => ending.abort()),
    ...Object.entries({ ...VM_COMMANDS, ...DRIFT_COMMANDS }).map(([name, run]) =>
      register(VMS_PREFIX + name, (argument, ...more) => run(context, argument, ...more)),
    ),
  ];
}
