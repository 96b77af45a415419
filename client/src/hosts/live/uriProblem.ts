import { holdsPassword, runsProgram } from "../../../../shared/src/config/index.js";

/**
 * Why a libvirt URI is not taken. A password has no place in it: it would stand in the list of processes, in logs and in
 * a file that is shared. A program has none either: whoever writes the file would run it here.
 */
export function uriProblem(uri: string): string | undefined {
  if (uri.startsWith("-") || !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri))
    return "not a connection URI, such as qemu:///system";
  if (/[\s\p{Cc}]/u.test(uri) || uri.length > 500) return "not a connection URI, such as qemu:///system";
  if (holdsPassword(uri)) return "no password here: use an ssh key, or libvirt's auth.conf";
  if (runsProgram(uri)) return "it names a program to be run: put that into ~/.ssh/config or libvirt.conf";
  return undefined;
}
