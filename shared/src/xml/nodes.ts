import { decodeText, type Entities, normalizeLineEnds } from "./entities.js";
import { plainAttributes } from "./plainTag.js";
import type { Range, XmlAttribute, XmlElement, XmlNode, XmlText, XmlTextKind } from "./tree.js";

const NONE: readonly never[] = Object.freeze([]);

/** What is before and after the inside of each kind that has an inside. */
const MARKS: Readonly<Record<XmlTextKind, readonly [number, number]>> = {
  text: [0, 0],
  cdata: [9, 3],
  comment: [4, 3],
  pi: [0, 0],
  doctype: [0, 0],
  stray: [0, 0],
};

/** Text, decoded when asked for. */
export class TextNode implements XmlText {
  constructor(
    private readonly source: string,
    readonly kind: XmlTextKind,
    readonly start: number,
    readonly end: number,
    readonly closed: boolean,
    readonly entities: Entities,
    /** Known to be nothing but white space; the parser then need not look again. */
    readonly blank = false,
  ) {}

  get text(): string {
    const [before, after] = MARKS[this.kind];
    const inside = this.source.slice(this.start + before, this.closed ? this.end - after : this.end);
    return this.kind === "text" ? decodeText(inside, this.entities) : normalizeLineEnds(inside);
  }
}

/** An element; the parser fills it in while it reads, afterwards nobody changes it. */
export class ElementNode implements XmlElement {
  readonly kind = "element";
  children: readonly XmlNode[] = NONE;
  parent: ElementNode | undefined = undefined;
  end: number;
  startTagEnd: number;
  startTagClosed = false;
  selfClosing = false;
  endTagStart = -1;
  inNamespace = false;
  /** A value in its start tag has no closing quote: what follows from that need not be said. */
  hasOpenQuote = false;
  private cachedAttributes: readonly XmlAttribute[] | undefined = undefined;
  private cachedElements: readonly XmlElement[] | undefined = undefined;
  private cachedText: string | undefined = undefined;
  private cachedContent: string | undefined = undefined;

  /**
   * @param column white space before it on its line, or -1 where something else is before it
   * @param lineIndent the indentation of its line
   */
  constructor(
    private readonly source: string,
    readonly start: number,
    readonly name: string,
    readonly column: number,
    readonly lineIndent: number,
  ) {
    this.startTagEnd = start + 1 + name.length;
    this.end = this.startTagEnd;
  }

  get nameRange(): Range {
    return { start: this.start + 1, end: this.start + 1 + this.name.length };
  }

  get startTag(): Range {
    return { start: this.start, end: this.startTagEnd };
  }

  get endTag(): Range | undefined {
    return this.endTagStart < 0 ? undefined : { start: this.endTagStart, end: this.end };
  }

  /** The parser sets those that it had to look at; those of a plain tag are read when asked for. */
  get attributes(): readonly XmlAttribute[] {
    this.cachedAttributes ??= plainAttributes(this.source, this.start + 1 + this.name.length);
    return this.cachedAttributes;
  }

  set attributes(attributes: readonly XmlAttribute[]) {
    this.cachedAttributes = attributes.length === 0 ? NONE : attributes;
  }

  get elements(): readonly XmlElement[] {
    this.cachedElements ??= this.children.filter((child): child is XmlElement => child.kind === "element");
    return this.cachedElements;
  }

  get text(): string {
    this.cachedText ??= ownText(this.children);
    return this.cachedText;
  }

  get content(): string {
    // What is in an element that was left open may be its neighbours.
    this.cachedContent ??= this.endTagStart < 0 || this.elements.length === 0 ? this.text : allText(this);
    return this.cachedContent;
  }
}

function ownText(children: readonly XmlNode[]): string {
  let text = "";
  for (const child of children) if (child.kind === "text" || child.kind === "cdata") text += child.text;
  return text;
}

/** All text in an element, however deep the nesting: no recursion. */
function allText(element: XmlElement): string {
  let text = "";
  const open: { readonly nodes: readonly XmlNode[]; next: number }[] = [{ nodes: element.children, next: 0 }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const child = level.nodes[level.next++];
    if (child === undefined) open.pop();
    else if (child.kind === "element") open.push({ nodes: child.children, next: 0 });
    else if (child.kind === "text" || child.kind === "cdata") text += child.text;
  }
  return text;
}
