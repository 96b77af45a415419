import type { Dice } from "../../libvirt/documents/dice.js";

/** Names and values of libvirt's documents, right ones and near ones. */
export interface Words {
  readonly elements: readonly string[];
  readonly attributes: readonly string[];
  readonly values: readonly string[];
}

const ATTRIBUTE = /([\w:.-]+)=(['"])([^'"<]*)\2/g;
const ELEMENT = /<(\w[\w.-]*)([^<>]*?)(\/?)>/g;

/** The words that documents are made of. */
export function wordsOf(texts: readonly string[]): Words {
  const [elements, attributes, values] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const text of texts) {
    for (const [, name = ""] of text.matchAll(ELEMENT)) elements.add(name);
    for (const [, name = "", , value = ""] of text.matchAll(ATTRIBUTE)) {
      attributes.add(name);
      values.add(value);
    }
  }
  return { elements: [...elements], attributes: [...attributes], values: [...values] };
}

/** Changes what a document says, and leaves it well-formed where it was: values, names, repeated and nested elements. */
export function mutateGrammar(text: string, dice: Dice, words: Words): string {
  switch (dice.below(7)) {
    case 0:
      return replaceOne(text, ATTRIBUTE, dice, ([whole = "", , , value = ""]) =>
        whole.replace(value, dice.pick(words.values)),
      );
    case 1:
      return replaceOne(text, ATTRIBUTE, dice, ([whole = "", name = ""]) =>
        whole.replace(name, dice.pick(words.attributes)),
      );
    case 2:
      return replaceOne(
        text,
        ATTRIBUTE,
        dice,
        ([whole]) => `${whole} ${dice.pick(words.attributes)}='${dice.pick(words.values)}'`,
      );
    case 3:
      return replaceOne(text, /<(\w[\w.-]*)[^<>]*\/>/g, dice, ([whole]) => `${whole}${whole}`);
    case 4:
      return replaceOne(
        text,
        /<(\w[\w.-]*)[^<>]*\/>/g,
        dice,
        () => `<${dice.pick(words.elements)} ${dice.pick(words.attributes)}='${dice.pick(words.values)}'/>`,
      );
    case 5:
      return replaceOne(text, /<(\w[\w.-]*)[^<>]*\/>/g, dice, ([whole]) => {
        const name = dice.pick(words.elements);
        return `<${name}>${whole}</${name}>`;
      });
    default:
      return replaceOne(text, /<\w[^<>]*\/>/g, dice, ([whole]) =>
        dice.pick([`<!-- libvirt-cpu-disable-next-line -->\n${whole}`, `<!-- ${whole} -->`, ""]),
      );
  }
}

function replaceOne(text: string, pattern: RegExp, dice: Dice, make: (match: RegExpExecArray) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const match = dice.pick(found) as RegExpExecArray;
  return text.slice(0, match.index) + make(match) + text.slice(match.index + match[0].length);
}
