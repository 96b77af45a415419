import { describeRelease } from "../../../shared/src/hosts/facts/describeFolders.js";
import type { Request } from "../../../shared/src/messages.js";
import type { Answer } from "./serveRequests.js";

/** What the status bar shows of a document. */
export const answer: Answer<typeof Request.documentTarget> = async ({ uri }, { services }) => {
  await services.ready;
  const { hostStore, releases } = services;
  const maps = await releases();
  const [choice, folder, target] = [hostStore.choiceOf(uri), hostStore.folderOf(uri), hostStore.targetOf(uri)];
  if (choice === undefined || folder === undefined) return null;
  return {
    ...(target === undefined ? {} : { target: target.name }),
    because: choice.because,
    libvirt: describeRelease(folder.config, target, maps),
    ...(hostStore.isExcluded(uri) ? { isExcluded: true as const } : {}),
  };
};
