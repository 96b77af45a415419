import { decodeValue } from "./entities.js";
import type { Range, XmlAttribute } from "./tree.js";

/** An attribute. It holds offsets and makes the rest when asked: most are never looked at. */
export class AttributeNode implements XmlAttribute {
  /**
   * @param valueStart -1 where there is no value
   * @param plain whether nothing in the value needs decoding
   */
  constructor(
    private readonly source: string,
    readonly start: number,
    readonly end: number,
    readonly name: string,
    private readonly valueStart: number,
    private readonly valueEnd: number,
    private readonly plain: boolean,
  ) {}

  get nameRange(): Range {
    return { start: this.start, end: this.start + this.name.length };
  }

  get value(): string {
    const typed = this.valueStart < 0 ? "" : this.source.slice(this.valueStart, this.valueEnd);
    return this.plain ? typed : decodeValue(typed);
  }

  get valueRange(): Range | undefined {
    return this.valueStart < 0 ? undefined : { start: this.valueStart, end: this.valueEnd };
  }

  get quote(): '"' | "'" | undefined {
    const before = this.valueStart < 0 ? "" : this.source[this.valueStart - 1];
    return before === "'" || before === '"' ? before : undefined;
  }

  get closed(): boolean {
    const { quote } = this;
    return quote !== undefined && this.end === this.valueEnd + 1 && this.source[this.valueEnd] === quote;
  }
}
