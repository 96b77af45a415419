/**
 * Fixed, for white paper. Blue is there, orange withheld, red not as the VM asks: told apart with every kind of colour
 * blindness by their shapes, without any colour too.
 */
const COLOURS = {
  page: "#ffffff",
  text: "#1f2328",
  quiet: "#59636e",
  line: "#e1e5ea",
  given: "#0a5fb4",
  withheld: "#a04800",
  conflict: "#b3261e",
};

const { page, text, quiet, line, given, withheld, conflict } = COLOURS;

export const STYLE = [
  `text{font:13px system-ui,sans-serif;fill:${text}}.title{font-size:18px;font-weight:600}.heading{font-weight:600}`,
  `.page{fill:${page}}.quiet{fill:${quiet}}.line{stroke:${line};fill:none}`,
  `.given{fill:${given}}.ring{fill:none;stroke:${given}}.withheld{fill:none;stroke:${withheld}}`,
  `.missing{fill:none;stroke:${quiet}}.dot{fill:${quiet}}.mark{fill:${conflict}14;stroke:${conflict}}`,
  `.starts{fill:${given};font-weight:700}.fails{fill:${conflict};font-weight:700}`,
].join("");

/** One shape for each code of a cell, drawn around its own origin; the same as in the panel. */
export const SHAPES = [
  "<defs>",
  '<g id="y"><circle class="given" r="5.5"/></g>',
  '<g id="p"><circle class="ring" r="5" stroke-width="1.5"/><path class="given" d="M0 -5a5 5 0 0 0 0 10z"/></g>',
  '<g id="w"><circle class="withheld" r="5" stroke-width="1.5"/><path class="withheld" d="M-5 0h10" stroke-width="2.5"/></g>',
  '<g id="n"><circle class="missing" r="5" stroke-width="1.5"/></g>',
  '<g id="u"><text class="quiet" y="4.5" text-anchor="middle">?</text></g>',
  '<g id="none"><circle class="dot" r="1.5"/></g>',
  '<g id="conflict"><rect class="mark" x="-10" y="-9" width="20" height="18" rx="4" stroke-width="1.5"/></g>',
  "</defs>",
].join("");
