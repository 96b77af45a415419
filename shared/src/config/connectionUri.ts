/**
 * libvirt's connection URIs, as far as they can do harm: they come from a file that anybody may have written. Read as
 * virURIParse and doRemoteOpen do.
 */

/** `user:secret@`; and what stands where a port should be, as secrets with a slash in them do. */
export function holdsPassword(uri: string): boolean {
  const { user, host } = authorityOf(uri);
  return user.includes(":") || /:(?!\d*$)/.test(host.replace(/\[[^\]]*\]/, ""));
}

/** Parameters that name a program, which libvirt runs here or there. */
const PROGRAMS: ReadonlySet<string> = new Set(["command", "netcat"]);

/** A URI that has libvirt run a program of its own choice, or give ssh an option in place of a host. */
export function runsProgram(uri: string): boolean {
  const { user, host } = authorityOf(uri);
  if (/^[^:/]*\+ext:/i.test(uri) || user.startsWith("-") || host.replace(/^@/, "").startsWith("-")) return true;
  const query = /\?([^#]*)/.exec(uri)?.[1] ?? "";
  return query.split(/[&;]/).some((part) => PROGRAMS.has(decoded(part.split("=")[0] ?? "").toLowerCase()));
}

/** `me@` and `@node1:22`, or `node1:22`. */
function authorityOf(uri: string): { user: string; host: string } {
  const authority = decoded(/^[^/?#]*:\/\/([^/?#]*)/.exec(uri)?.[1] ?? "");
  const user = authority.slice(0, Math.max(0, authority.lastIndexOf("@")));
  return { user, host: authority.slice(user.length) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
