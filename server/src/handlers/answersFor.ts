import type { Services } from "../documents/documentContexts.js";
import { StaleError } from "../guard.js";
import type { Parts } from "../parts.js";

export type Answers = Awaited<ReturnType<Parts["answers"]>>;

/**
 * Loads what answers a request about a document. The first request waits for that, and the document may be changed or
 * closed meanwhile.
 *
 * @throws StaleError where it was
 */
export async function answersFor(
  uri: string | undefined,
  { parts, documents }: Pick<Services, "parts" | "documents">,
): Promise<Answers> {
  const document = uri === undefined ? undefined : documents.get(uri);
  const version = document?.version;
  const answers = await parts.answers();
  // One that was closed and opened again may have the same version.
  if (uri !== undefined && (documents.get(uri) !== document || document?.version !== version)) throw new StaleError();
  return answers;
}
