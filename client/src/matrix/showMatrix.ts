import { selectedHosts } from "../hosts/selectedHosts.js";
import { tellNoHosts } from "../hosts/tellNoHosts.js";
import type { Server } from "../server.js";
import type { MatrixPanels } from "./matrixPanels.js";
import { defaultSubject, subjectOf } from "./matrixSubject.js";

/**
 * Shows the hosts that the command was called with; without any, those that the active document is to run on.
 *
 * @param args as the Hosts view hands them over: what was clicked, and all that is selected
 * @returns false where there are no hosts, which the user is told
 */
export async function showMatrix(server: Server, panels: MatrixPanels, args: readonly unknown[]): Promise<boolean> {
  const chosen = selectedHosts(args);
  const subject = chosen.length > 0 ? subjectOf(chosen) : defaultSubject(await server.hosts());
  if (subject === undefined) {
    tellNoHosts();
    return false;
  }
  panels.show(subject);
  return true;
}
