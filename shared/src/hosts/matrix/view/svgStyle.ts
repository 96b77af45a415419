/** Whose colours a picture has; `auto` follows its reader's settings. */
export type Scheme = "light" | "dark" | "auto";

/** Blue and orange: told apart with every kind of colour blindness, and by their shapes without any colour. */
const LIGHT = { page: "#ffffff", text: "#1f2328", quiet: "#59636e", line: "#d8dee4", yes: "#0a5fb4", no: "#b34700" };
const DARK = { page: "#1e1e1e", text: "#e6e6e6", quiet: "#a0a0a0", line: "#3a3a3a", yes: "#5cb0ff", no: "#ffa657" };

type Colours = typeof LIGHT;

export function styleOf(scheme: Scheme): string {
  const plain = "text{font:13px system-ui,sans-serif}.title{font-size:18px;font-weight:600}.heading{font-weight:600}";
  if (scheme !== "auto") return plain + rules(scheme === "dark" ? DARK : LIGHT);
  return `${plain}${rules(LIGHT)}@media (prefers-color-scheme:dark){${rules(DARK)}}`;
}

function rules({ page, text, quiet, line, yes, no }: Colours): string {
  return [
    `.page{fill:${page}}text{fill:${text}}.quiet{fill:${quiet}}`,
    `.line{stroke:${line};fill:none}`,
    `.yes{fill:${yes};stroke:${yes}}.ring{fill:none;stroke:${yes}}`,
    `.no{fill:none;stroke:${no}}.bar{stroke:${no};fill:none}.mark{fill:none;stroke:${no}}`,
    `.dot{fill:${quiet}}`,
  ].join("");
}

/** One shape for each code of a cell, drawn around its own origin. */
export const SHAPES = [
  "<defs>",
  '<g id="y"><circle class="yes" r="5.5"/></g>',
  '<g id="p"><circle class="ring" r="5.5" stroke-width="1.5"/><path class="yes" d="M0 -5.5a5.5 5.5 0 0 0 0 11z"/></g>',
  '<g id="w"><circle class="no" r="5.5" stroke-width="1.5"/><path class="bar" d="M-5.5 0h11" stroke-width="2"/></g>',
  '<g id="n"><circle class="no" r="5.5" stroke-width="2"/></g>',
  '<g id="u"><text class="quiet" y="4.5" text-anchor="middle">?</text></g>',
  '<g id="none"><circle class="dot" r="1.2"/></g>',
  '<g id="conflict"><rect class="mark" x="-10" y="-9" width="20" height="18" rx="3" stroke-width="1.5"/></g>',
  "</defs>",
].join("");
