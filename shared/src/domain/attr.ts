import { attributeNamed, type XmlAttribute, type XmlElement } from "../xml/index.js";
import { type CpuSet, parseCpuList } from "./cpuList.js";
import { parseCount } from "./parseCount.js";

/** An attribute's value with the place it stands at. */
export interface Attr {
  readonly value: string;
  readonly attribute: XmlAttribute;
}

/** An attribute that should be a number. */
export interface NumberAttr extends Attr {
  /** Undefined where libvirt would not read a number. */
  readonly number: number | undefined;
}

/** An attribute that should be a list of CPU numbers. */
export interface CpuListAttr extends Attr {
  /** Undefined where libvirt would not read a list. */
  readonly set: CpuSet | undefined;
}

/** Reads an attribute; undefined where it is absent. */
export function readAttr(element: XmlElement | undefined, name: string): Attr | undefined {
  const attribute = attributeNamed(element, name);
  return attribute && { value: attribute.value, attribute };
}

/** Reads an attribute that holds an unsigned integer. */
export function readNumberAttr(element: XmlElement | undefined, name: string): NumberAttr | undefined {
  const attr = readAttr(element, name);
  return attr && { ...attr, number: parseCount(attr.value) };
}

/** Reads an attribute that holds a list of CPU numbers. */
export function readCpuListAttr(element: XmlElement | undefined, name: string): CpuListAttr | undefined {
  const attr = readAttr(element, name);
  return attr && { ...attr, set: parseCpuList(attr.value) };
}
