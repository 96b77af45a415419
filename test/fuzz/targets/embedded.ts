import { regionsOf } from "../../../shared/src/embedded/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import type { Dice } from "../../libvirt/documents/dice.js";
import { holds } from "./fail.js";

const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

/** What may stand around a document; some of it breaks the strings that it is in. */
const AROUND: readonly ((text: string) => string)[] = [
  (text) => `cat <<EOF\n${text}\nEOF\n`,
  (text) => `X = """\n${text}\n"""\n`,
  (text) => `x = "${escaped(text)}";`,
  (text) => `x = "${escaped(text).replaceAll("\\n", '\\n" + y +\n "')}";`,
  (text) => `x = '${text}' '${text}'`,
  (text) => `x = "${text}"`,
];

const PLACES = 6;

/** Whatever stands around: places lead there and back, and what is written into a document is all that changes in it. */
export function fuzzEmbedded(text: string, dice: Dice): void {
  const host = (AROUND[dice.below(AROUND.length)] ?? AROUND[0])?.(text) ?? text;
  let last = 0;
  for (const [index, region] of regionsOf(host).entries()) {
    const { start, end } = region;
    holds(last <= start && start < end && end <= host.length, () => `${start}–${end} behind ${last}`);
    last = end;
    for (let n = 0; n < PLACES; n++) {
      const from = dice.below(region.text.length);
      const to = Math.min(region.text.length, from + dice.below(20));
      const there = region.toHost(from);
      holds(start <= there && there < end, () => `${from} is at ${there}, outside ${start}–${end}`);
      holds(region.toHost(to) >= there, () => `${to} comes before ${from}`);
      holds(region.toRegion(there) <= from, () => `${there} is at ${region.toRegion(there)}, not at ${from}`);
      const place = region.editable({ start: from, end: to });
      if (place === undefined) continue;
      const after = applyEdits(host, [{ ...place, newText: region.written("w") }]);
      const edited = regionsOf(after)[index];
      // It may be none any more: its tags may be hit.
      if (edited?.start !== start || after.length - edited.end !== host.length - end) continue;
      const wanted = applyEdits(region.text, [{ start: from, end: to, newText: "w" }]);
      holds(edited.text === wanted, () => `after an edit of ${from}–${to}: ${edited.text}\nwanted: ${wanted}`);
    }
  }
}
