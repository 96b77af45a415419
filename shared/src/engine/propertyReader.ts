import { type CpuErrorCode, type CpuProblem, cpuProblem } from "./cpuError.js";
import { attributeOf, type Element } from "./element.js";

/** Receives each problem in libvirt's order of checks; throwing from it stops at the first, as libvirt does. */
export type Report = (problem: CpuProblem) => void;

interface NumberRule {
  readonly required?: boolean;
  readonly nonZero?: boolean;
}

const MAX_UINT = 0xffffffff;
const MAX_INT = 0x7fffffff;

/**
 * Reads attributes of one element as libvirt's virXMLProp… functions do (libvirt 12.8), with their messages.
 * Each answers undefined where there is nothing valid to answer; the problem has gone to the report then.
 */
export class PropertyReader {
  constructor(
    private readonly element: Element,
    private readonly report: Report,
  ) {}

  /** One of a fixed set of words. An empty value is a wrong one; an absent one only where it is required. */
  word<T extends string>(
    name: string,
    words: readonly T[],
    code: CpuErrorCode = "invalid-attribute",
    required = false,
  ) {
    const value = attributeOf(this.element, name);
    if (value === undefined) return this.absent(name, required);
    const found = words.find((word) => word === value);
    if (found === undefined) this.invalid(name, code, `'${value}'.`, value);
    return found;
  }

  /** An unsigned 32-bit number; a sign of minus is refused, one of plus and leading blanks are not. */
  unsigned(name: string, { required = false, nonZero = false }: NumberRule = {}): number | undefined {
    const value = attributeOf(this.element, name);
    if (value === undefined) return this.absent(name, required);
    const number = parseInteger(value);
    if (number === undefined || value.includes("-") || number > MAX_UINT) {
      return this.invalid(name, "invalid-attribute", `'${value}'. Expected non-negative integer value`, value);
    }
    if (number === 0 && nonZero) return this.invalid(name, "invalid-attribute", "Zero is not permitted", value);
    return number;
  }

  /** A signed 32-bit number; with `nonNegative`, not below zero. */
  signed(name: string, { nonNegative = false }: { readonly nonNegative?: boolean } = {}): number | undefined {
    const value = attributeOf(this.element, name);
    if (value === undefined) return undefined;
    const number = parseInteger(value);
    if (number === undefined || number > MAX_INT || number < -MAX_INT - 1) {
      return this.invalid(name, "invalid-attribute", `'${value}'. Expected integer value`, value);
    }
    if (number < 0 && nonNegative) {
      return this.invalid(name, "invalid-attribute", `'${value}'. Expected non-negative value`, value);
    }
    return number;
  }

  /** Says that something about this element is wrong, in words of the caller. */
  refuse(code: CpuErrorCode, kind: "XML error" | "unsupported configuration", detail: string, attribute?: string) {
    const subject = attribute === undefined ? undefined : attributeOf(this.element, attribute);
    this.report(
      cpuProblem(code, kind, detail, subject, {
        element: this.element,
        ...(attribute === undefined ? {} : { attribute }),
      }),
    );
  }

  private absent(name: string, required: boolean): undefined {
    if (!required) return undefined;
    const detail = `Missing required attribute '${name}' in element '${this.element.name}'`;
    this.report(cpuProblem("missing-attribute", "XML error", detail, name, { element: this.element, attribute: name }));
    return undefined;
  }

  private invalid(name: string, code: CpuErrorCode, problem: string, value: string): undefined {
    const detail = `Invalid value for attribute '${name}' in element '${this.element.name}': ${problem}`;
    this.report(cpuProblem(code, "XML error", detail, value, { element: this.element, attribute: name }));
    return undefined;
  }
}

/** A decimal number as C's strtol reads it when nothing may follow: leading blanks and one sign are allowed. */
function parseInteger(value: string): number | undefined {
  return /^[ \t\n\v\f\r]*[+-]?\d+$/.test(value) ? Number(value) : undefined;
}
