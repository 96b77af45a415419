import { type Address, formatAddress } from "../../shared/src/config/index.js";

/**
 * The arguments of ssh that run virsh on the host of an address, for a machine without virsh. Whom to be and how to get
 * there is said by OpenSSH's own configuration and agent; it asks nobody.
 *
 * @param address over ssh
 * @param args virsh's, behind the connection
 * @param hasInput whether virsh opens /dev/stdin: that must be a pipe there, too
 */
export function sshArguments(
  { driver, user, host = "", port, path, parameters }: Address,
  args: readonly string[],
  hasInput: boolean,
): readonly string[] {
  const socket = parameters.get("socket");
  const local = formatAddress({
    driver,
    path,
    parameters: new Map(socket === undefined ? [] : [["socket", socket]]),
    ...(socket === undefined ? {} : { transport: "unix" }),
  });
  const keyfile = parameters.get("keyfile");
  // Not an assignment: the shell there may be another than sh.
  const virsh = ["env", "LC_ALL=C", "virsh", "--quiet", "--connect", local, ...args].map(shellWord).join(" ");
  return [
    ...["-T", "-o", "BatchMode=yes"],
    ...(port === undefined ? [] : ["-p", String(port)]),
    ...(keyfile === undefined ? [] : ["-i", keyfile]),
    ...["--", user === undefined ? host : `${user}@${host}`],
    hasInput ? `cat | ${virsh}` : virsh,
  ];
}

/** A word that a POSIX shell reads as it is, whatever it holds but NUL; zsh takes `=word` for a program. */
export function shellWord(word: string): string {
  return /^[\w./:@%+,-][\w./:=@%+,-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
