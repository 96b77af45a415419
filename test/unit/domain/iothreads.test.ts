import { expect, it } from "vitest";
import { domainView, readIothreads } from "../../../shared/src/domain/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";

/** Which of the numbers to 9 are IOThreads; undefined where libvirt reads none. */
function iothreadsIn(inside: string): readonly number[] | undefined {
  const view = domainView(parseXml(`<domain type='kvm'>${inside}</domain>`));
  const threads = view && readIothreads(view);
  return threads && Array.from({ length: 10 }, (_, id) => id).filter(threads.has);
}

const named = (...ids: readonly (number | string)[]): string =>
  `<iothreadids>${ids.map((id) => `<iothread id='${id}'/>`).join("")}</iothreadids>`;

it.each([
  ["none", "", []],
  ["a number of them", "<iothreads>3</iothreads>", [1, 2, 3]],
  ["those that are named", named(2, 7), [2, 7]],
  ["named ones count among them", `<iothreads>2</iothreads>${named(2, 7)}`, [2, 7]],
  ["the lowest free numbers beside named ones", `<iothreads>4</iothreads>${named(2, 7)}`, [1, 2, 3, 7]],
  ["past a named one at their end", `<iothreads>3</iothreads>${named(2)}`, [1, 2, 3]],
  ["past several in any order", `<iothreads>5</iothreads>${named(4, 1, 2)}`, [1, 2, 3, 4, 5]],
  ["no number", "<iothreads>x</iothreads>", undefined],
  ["a name that is no number", named(1, "x"), undefined],
])("IOThreads: %s", (_, inside, expected) => {
  expect(iothreadsIn(inside)).toEqual(expected);
});
