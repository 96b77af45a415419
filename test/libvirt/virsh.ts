/** What one command of virsh wrote. */
export interface Answer {
  readonly output: string;
  /** libvirt's message, without virsh's own lines around it; undefined where the command succeeded. */
  readonly error: string | undefined;
  /** libvirt itself broke on the command. */
  readonly crashed: boolean;
}

/** All that one virsh wrote. */
export interface Streams {
  readonly output: string;
  readonly errors: string;
}

/** Stands between the commands' outputs and errors. */
function mark(index: number): string {
  return `=mark-${index}=`;
}

/** The lines to type: each command after a mark on both streams, and a mark at the end. */
export function virshInput(commands: readonly string[]): string {
  const lines = [...commands, "quit"].flatMap((command, index) => [
    `echo ${mark(index)}`,
    `echo --err ${mark(index)}`,
    command,
  ]);
  return `${lines.join("\n")}\n`;
}

/**
 * Takes what virsh wrote apart.
 *
 * @returns one answer for each command that was done: fewer than were typed where virsh broke
 */
export function readAnswers({ output, errors }: Streams): Answer[] {
  const outputs = parts(output);
  return parts(errors).map((part, index) => ({
    output: withoutPrompts(outputs[index] ?? ""),
    error: messageOf(part),
    crashed: false,
  }));
}

/** What is between two marks. virsh repeats what was typed, so that a mark may be twice: the last one counts. */
function parts(text: string): string[] {
  const found: string[] = [];
  let start = text.lastIndexOf(mark(0)) + mark(0).length;
  for (let next = 1; ; next++) {
    const end = text.indexOf(mark(next), start);
    if (end < 0) return found;
    found.push(text.slice(start, end));
    start = text.lastIndexOf(mark(next)) + mark(next).length;
  }
}

function withoutPrompts(part: string): string {
  return part.replaceAll(/^.*virsh # .*$/gm, "").trim();
}

/** Lines of libvirt's log, which in this mode goes to the same stream. */
const LOG_LINE = /^\d{4}-\d\d-\d\d [\d:.+]+: \d+: \w+ : .*$/gm;

/** The first `error:` says which command failed; where a second follows, that one is libvirt's. */
function messageOf(part: string): string | undefined {
  const [, ...messages] = part
    .replaceAll(LOG_LINE, "")
    .replace(/error: $/, "")
    .split(/^error: /m);
  return messages.at(-1)?.trim();
}
