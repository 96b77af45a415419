/** Gives each object a number of its own, for keys that name it. */
export function makeNumbers<T extends object>(): (object: T) => number {
  const numbers = new WeakMap<T, number>();
  let next = 0;
  return (object) => {
    const number = numbers.get(object) ?? next++;
    numbers.set(object, number);
    return number;
  };
}
