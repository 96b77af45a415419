import { Notification, type PlaceRequest, Request, type RequestType } from "../../../shared/src/messages.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { failed, guard, StaleError } from "../guard.js";

/** What an answer is made with. */
export interface RequestContext {
  readonly services: Services;
  readonly contexts: DocumentContexts;
  /** Asked between two turns of a long piece of work. */
  readonly isCancelled: () => boolean;
}

/** What answers a request of the table: each file of this folder exports one. */
export type Answer<T> =
  T extends RequestType<infer P, infer R> ? (params: P, context: RequestContext) => R | Promise<R> : never;

interface Row<P, R> {
  /** Nobody waits for these answers while typing: what makes one is loaded when it is asked for. */
  readonly load: () => Promise<{ readonly answer: (params: P, context: RequestContext) => R | Promise<R> }>;
  /** The document that the request is about. */
  readonly place?: (params: P) => PlaceRequest | undefined;
  /** What is answered when something breaks. */
  readonly fallback: R | (() => R);
}

type Serve = (services: Services, contexts: DocumentContexts) => void;

const ofDocument = { place: (request: PlaceRequest) => request, fallback: failed };

/** Every request of our own client. */
const SERVED: Readonly<Record<keyof typeof Request, Serve>> = {
  describeHosts: served(Request.describeHosts, { load: () => import("./describeHosts.js"), fallback: [] }),
  describeHost: served(Request.describeHost, { load: () => import("./describeHost.js"), fallback: failed }),
  expandHostModel: served(Request.expandHostModel, { load: () => import("./expandHostModel.js"), ...ofDocument }),
  baseline: served(Request.baseline, {
    load: () => import("./baseline.js"),
    place: ({ document }) => document,
    fallback: failed,
  }),
  switchChoices: served(Request.switchChoices, { load: () => import("./switchChoices.js"), ...ofDocument }),
  switchModel: served(Request.switchModel, { load: () => import("./switchModel.js"), ...ofDocument }),
  profileChoices: served(Request.profileChoices, { load: () => import("./profileChoices.js"), ...ofDocument }),
  insertProfile: served(Request.insertProfile, { load: () => import("./insertProfile.js"), ...ofDocument }),
  fromQemuCpu: served(Request.fromQemuCpu, { load: () => import("./fromQemuCpu.js"), ...ofDocument }),
  toQemuCpu: served(Request.toQemuCpu, { load: () => import("./toQemuCpu.js"), ...ofDocument }),
  checkDefine: served(Request.checkDefine, { load: () => import("./checkDefine.js"), ...ofDocument }),
  losses: served(Request.losses, { load: () => import("./losses.js"), fallback: [] }),
  drift: served(Request.drift, { load: () => import("./drift.js"), ...ofDocument }),
  takeOver: served(Request.takeOver, { load: () => import("./takeOver.js"), ...ofDocument }),
  judgeVms: served(Request.judgeVms, { load: () => import("./judgeVms.js"), fallback: [] }),
  modelDefinition: served(Request.modelDefinition, { load: () => import("./modelDefinition.js"), fallback: null }),
  hosts: served(Request.hosts, { load: () => import("./hosts.js"), fallback: [] }),
  documentTarget: served(Request.documentTarget, { load: () => import("./documentTarget.js"), fallback: null }),
  compareHosts: served(Request.compareHosts, {
    load: () => import("./compareHosts.js"),
    place: ({ subject }) => ("version" in subject ? subject : undefined),
    fallback: failed,
  }),
  explainStart: served(Request.explainStart, { load: () => import("./explainStart.js"), ...ofDocument }),
  runOnTarget: served(Request.runOnTarget, { load: () => import("./runOnTarget.js"), ...ofDocument }),
  levels: served(Request.levels, { load: () => import("./levels.js"), fallback: failed }),
  matrix: served(Request.matrix, {
    load: () => import("./matrix.js"),
    place: ({ document }) => document,
    fallback: failed,
  }),
  editConfig: served(Request.editConfig, { load: () => import("./editConfig.js"), fallback: failed }),
};

/** Answers the requests of our own client, and hears its news. */
export function serveRequests(services: Services, contexts: DocumentContexts): void {
  for (const serve of Object.values(SERVED)) serve(services, contexts);
  services.connection.onNotification(Notification.liveFactsChanged, () => services.hostStore.reread("live"));
}

/**
 * A failure is logged and answered by the fallback. An answer about a document is about the version that the client
 * named, or none: where the document is another before or after it was made, the protocol's ContentModified is answered.
 */
function served<P, R>({ method }: RequestType<P, R>, { load, place, fallback }: Row<P, R>): Serve {
  return (services, contexts) => {
    const { connection, documents } = services;
    let answer: Awaited<ReturnType<typeof load>>["answer"] | undefined;
    const answering = guard<P, R>(connection.console, method, fallback, async (params, token) => {
      const about = place?.(params);
      const document = about && documents.get(about.uri);
      const text = document?.getText();
      const throwIfStale = () => {
        if (about === undefined) return;
        const now = documents.get(about.uri);
        if (now === undefined && document === undefined) return;
        // Not every client counts: another text may have the same version.
        if (now !== document || now?.version !== about.version || now.getText() !== text) throw new StaleError();
      };
      answer ??= (await load()).answer;
      throwIfStale();
      const answered = await answer(params, {
        services,
        contexts,
        isCancelled: () => token.isCancellationRequested,
      });
      throwIfStale();
      return answered;
    });
    connection.onRequest<unknown, void>(method, answering);
  };
}
