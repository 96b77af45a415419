/**
 * Does one typing mistake (a letter missing, too many, wrong, or two swapped) turn one name into the other?
 * Names of one letter are too short to tell.
 */
export function oneEditApart(left: string, right: string): boolean {
  if (left.length < right.length) return oneEditApart(right, left);
  if (left.length - right.length > 1 || left.length < 2 || right.length === 0) return false;
  let at = 0;
  while (at < right.length && left[at] === right[at]) at++;
  const rest = left.slice(at + 1);
  if (left.length > right.length) return rest === right.slice(at);
  const swapped =
    left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
  return rest === right.slice(at + 1) || swapped;
}
