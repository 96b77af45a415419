/**
 * Why a libvirt URI is not taken. A password has no place in it: it would stand in the list of processes, in logs and in
 * a file that is shared.
 */
export function uriProblem(uri: string): string | undefined {
  if (uri.startsWith("-") || !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri))
    return "not a connection URI, such as qemu:///system";
  if (/[\s\p{Cc}]/u.test(uri) || uri.length > 500) return "not a connection URI, such as qemu:///system";
  const authority = /:\/\/([^/?#]*)/.exec(uri)?.[1] ?? "";
  const user = authority.slice(0, Math.max(0, authority.lastIndexOf("@")));
  if (user.includes(":")) return "no password here: use an ssh key, or libvirt's auth.conf";
  return undefined;
}
