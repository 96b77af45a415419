import { removeAttribute, renameAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeOf, elementOf, offer, prefer, repair } from "./fix.js";
import type { FixMaker } from "./index.js";

/** Fixes for what libvirt drops without a word: write what was meant, or take it away. */
export const unknownFixes: Readonly<Record<string, FixMaker>> = {
  "attribute-unknown": (finding, context) => {
    const attribute = attributeOf(finding, context);
    if (attribute === undefined) return [];
    const { likely } = finding.data;
    const remove = removeAttribute(context.document.text, attribute);
    if (likely === undefined) return [repair(`Remove ${attribute.name}`, remove)];
    return [
      prefer(`Change to ${likely}`, renameAttribute(attribute, likely)),
      offer(`Remove ${attribute.name}`, remove),
    ];
  },
  "element-unknown": (finding, context) => {
    const element = elementOf(finding, context);
    if (element === undefined) return [];
    const { likely } = finding.data;
    const remove = removeElement(context.document.text, element);
    if (likely === undefined) return [prefer(`Remove <${element.name}>`, remove)];
    const rename = [{ ...element.nameRange, newText: likely }];
    const end = element.endTag;
    if (end !== undefined) {
      rename.push({
        start: end.start + "</".length,
        end: end.start + "</".length + element.name.length,
        newText: likely,
      });
    }
    return [prefer(`Change to <${likely}>`, ...rename), offer(`Remove <${element.name}>`, remove)];
  },
  "text-ignored": (finding) => [prefer("Remove the text", { start: finding.start, end: finding.end, newText: "" })],
  "element-repeated": (finding, context) => {
    const element = elementOf(finding, context);
    if (element === undefined) return [];
    return [repair(`Remove this <${element.name}>`, removeElement(context.document.text, element))];
  },
  "match-ignored": (finding, context) => {
    const attribute = attributeOf(finding, context);
    return attribute === undefined ? [] : [repair("Remove match", removeAttribute(context.document.text, attribute))];
  },
};
