import { Transform } from "node:stream";

/** What is before a message: two lines at most that anybody sends. */
const MAX_HEADER = 8 * 1024;
/** A document of 8 MB, escaped as JSON may escape it, and what an editor may add. */
const MAX_BODY = 64 * 1024 * 1024;

const [CR, LF, COLON] = [0x0d, 0x0a, 0x3a];
/** What the name of a header's field is made of. */
const NAME = /^[\w!#$%&'*+.^`|~-]$/;
const UTF8: ReadonlySet<string> = new Set(["utf-8", "utf8"]);

/** The stream is none of messages; what comes behind this place cannot be read. */
export class FrameError extends Error {}

/**
 * Looks at a stream of messages on its way to the protocol's reader. That one takes a broken header for one that has not
 * arrived yet, and waits for ever.
 *
 * @returns a stream that passes everything on as it is, until a header is broken: then it fails with a FrameError
 */
export function checkedFrames(): Transform {
  const check = makeFrameCheck();
  return new Transform({
    transform: (part: Buffer, _encoding, done) => {
      try {
        check(part);
        done(null, part);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

/**
 * The check behind it, which is given the stream part by part.
 *
 * @throws FrameError where a header is broken, as soon as that can be seen
 */
export function makeFrameCheck(): (part: Uint8Array) => void {
  let header = emptyHeader();
  /** What is left of the message at work. */
  let body = 0;
  return (part) => {
    let at = 0;
    while (at < part.length) {
      if (body > 0) {
        const passed = Math.min(body, part.length - at);
        body -= passed;
        at += passed;
        continue;
      }
      const length = readByte(header, part[at] ?? 0);
      at++;
      if (length === undefined) continue;
      body = length;
      header = emptyHeader();
    }
  };
}

/** A header as far as it has arrived. */
interface Header {
  /** Bytes so far. */
  size: number;
  /** The line at work, without its end. */
  line: string;
  /** Whether the line has its colon. */
  isNamed: boolean;
  /** Whether a CR was the last. */
  isEnding: boolean;
  readonly fields: Map<string, string>;
}

function emptyHeader(): Header {
  return { size: 0, line: "", isNamed: false, isEnding: false, fields: new Map() };
}

/** @returns the length of the message behind the header, where this byte was the header's last */
function readByte(header: Header, byte: number): number | undefined {
  if (++header.size > MAX_HEADER) throw new FrameError(`a header is longer than ${MAX_HEADER / 1024} KB`);
  if (header.isEnding !== (byte === LF)) throw new FrameError("a line of a header does not end with CR and LF");
  if (byte === LF) {
    if (header.line === "") return lengthIn(header.fields);
    addField(header);
  } else if (byte === CR) {
    header.isEnding = true;
  } else {
    addCharacter(header, byte);
  }
  return undefined;
}

function addCharacter(header: Header, byte: number): void {
  const character = String.fromCharCode(byte);
  if (byte === COLON) header.isNamed = true;
  else if (!header.isNamed && !NAME.test(character)) throw new FrameError("a message has no header");
  header.line += character;
}

function addField(header: Header): void {
  if (!header.isNamed) throw new FrameError("a line of a header has no colon");
  const colon = header.line.indexOf(":");
  const name = header.line.slice(0, colon).toLowerCase();
  if (header.fields.has(name)) throw new FrameError(`a header has ${name} twice`);
  header.fields.set(name, header.line.slice(colon + 1).trim());
  Object.assign(header, { line: "", isNamed: false, isEnding: false });
}

function lengthIn(fields: ReadonlyMap<string, string>): number {
  const length = fields.get("content-length");
  if (length === undefined) throw new FrameError("a header has no Content-Length");
  if (!/^\d+$/.test(length)) throw new FrameError("Content-Length is no whole number");
  if (Number(length) > MAX_BODY) throw new FrameError(`a message is longer than ${MAX_BODY / 1024 / 1024} MB`);
  const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(fields.get("content-type") ?? "")?.[1];
  if (charset !== undefined && !UTF8.has(charset.toLowerCase())) throw new FrameError("a message is not in UTF-8");
  return Number(length);
}
