import * as l10n from "@vscode/l10n";
import type {
  FromQemuRequest,
  PlaceRequest,
  ProfileChoices,
  ProfileRequest,
  QemuAnswer,
  Rewrite,
  SwitchChoices,
  SwitchRequest,
} from "../../../shared/src/messages.js";
import {
  costText,
  insertProfile,
  insertQemuCpu,
  profiles,
  type Rewritten,
  sayAsQemuCpu,
  switchChoices,
  switchModel,
} from "../../../shared/src/rewrites/index.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts } from "../documents/documentContexts.js";
import { toProtocolEdits } from "../features/workspaceEdit.js";
import { contextAtPlace } from "./contextAtPlace.js";

/** Message.switchChoices: the models that can say the document's CPU. */
export function answerSwitchChoices(request: PlaceRequest, contexts: DocumentContexts): Promise<SwitchChoices> {
  return inContext(request, contexts, (context): SwitchChoices => {
    const choices = switchChoices(context);
    if ("error" in choices) return choices;
    return {
      models: choices.map(({ name, vendor, ...cost }) => ({
        name,
        ...(vendor === undefined ? {} : { vendor }),
        cost: costText(cost),
      })),
    };
  });
}

/** Message.switchModel: the same CPU with another model. */
export function answerSwitchModel(request: SwitchRequest, contexts: DocumentContexts): Promise<Rewrite> {
  return rewriting(request, contexts, (context) => switchModel(context, request.model));
}

/** Message.profileChoices: the profiles of the document's architecture and release. */
export function answerProfileChoices(request: PlaceRequest, contexts: DocumentContexts): Promise<ProfileChoices> {
  return inContext(request, contexts, ({ catalogue }): ProfileChoices => {
    const found = profiles(catalogue);
    if (found.length === 0)
      return { error: l10n.t("There are no profiles for {0}: they are levels of x86-64.", catalogue.arch) };
    return { profiles: found.map(({ level, vendor, cpu }) => ({ level, vendor, model: cpu.model ?? "" })) };
  });
}

/** Message.insertProfile. */
export function answerInsertProfile(request: ProfileRequest, contexts: DocumentContexts): Promise<Rewrite> {
  return rewriting(request, contexts, (context) => insertProfile(context, request.level, request.vendor));
}

/** Message.fromQemuCpu: what a `-cpu` argument says, as the document's CPU. */
export function answerFromQemuCpu(request: FromQemuRequest, contexts: DocumentContexts): Promise<Rewrite> {
  return rewriting(request, contexts, (context) => insertQemuCpu(context, request.argument));
}

/** Message.toQemuCpu: the document's CPU as a `-cpu` argument. */
export function answerToQemuCpu(request: PlaceRequest, contexts: DocumentContexts): Promise<QemuAnswer> {
  return inContext(request, contexts, (context): QemuAnswer => sayAsQemuCpu(context));
}

function rewriting(
  request: PlaceRequest,
  contexts: DocumentContexts,
  rewrite: (context: FeatureContext) => Rewritten,
): Promise<Rewrite> {
  return inContext(request, contexts, (context): Rewrite => {
    const rewritten = rewrite(context);
    if ("error" in rewritten) return rewritten;
    return { edits: toProtocolEdits(rewritten.edits, context.textDocument), summary: rewritten.summary };
  });
}

async function inContext<R>(
  request: PlaceRequest,
  contexts: DocumentContexts,
  answer: (context: FeatureContext) => R,
): Promise<R | { error: string }> {
  const context = await contextAtPlace(request, contexts);
  return "error" in context ? context : answer(context);
}
