import { quote } from "../config.js";
import { type AddressFault, type FaultCode, MAX_ADDRESS } from "./address.js";

/** Puts a text into the user's language: the server and the client have one each. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/** Why a connection URI is refused, with a way on, as the end of a sentence that begins with its name. */
export function faultText({ code, found = "", allowed = [] }: AddressFault, t: Translate): string {
  return TEXTS[code](t, quote(found), allowed.join(", "));
}

const TEXTS: Readonly<Record<FaultCode, (t: Translate, found: string, allowed: string) => string>> = {
  empty: (t) => t("must not be empty"),
  option: (t) => t('must not start with "-": virsh would read it as an option'),
  "too-long": (t) => t("must not be longer than {0} characters", MAX_ADDRESS),
  characters: (t) => t("must not contain spaces, control characters or non-ASCII letters"),
  form: (t) => t('must be a connection URI such as "qemu:///system" or "qemu+ssh://node1/system"'),
  driver: (t, found, allowed) => t("has the unknown driver {0}. Use one of {1}", found, allowed),
  transport: (t, found, allowed) => t("has the unknown transport {0}. Use one of {1}", found, allowed),
  "transport-unused": (t, found) => t("must not have a transport with this driver. Remove {0}", found),
  fragment: (t) => t('must not contain "#"'),
  password: (t) => t("must not contain a password: others can read it. Use an ssh key, or libvirt's auth.conf"),
  percent: (t) =>
    t(
      'must not contain "%" in the user, the host or the name of a parameter. Set such a user in ~/.ssh/config or auth.conf',
    ),
  user: (t, found) =>
    t(
      'must have a user of letters, digits and ". _ + -", not {0}. Set another user in ~/.ssh/config or auth.conf',
      found,
    ),
  host: (t, found) =>
    t(
      "must have a host name or an IP address, not {0}. Put IPv6 in brackets; for other names, add a Host to ~/.ssh/config",
      found,
    ),
  port: (t, found) => t("must have a port from 1 to 65535, not {0}", found),
  "host-missing": (t) => t('must name a host with this driver, such as "esx://node1/"'),
  "host-unused": (t, found) => t("must not name a host with the transport unix. Remove {0}, or use ssh", found),
  path: (t, _, allowed) => t("must have one of these paths: {0}", allowed),
  embed: (t) => t("must not use /embed: it loads VMs from a folder and runs their programs. Use /system or /session"),
  "reads-file": (t) => t("must have the path /default with the driver test: another path reads a file"),
  program: (t, found) => t("must not name a program to be run ({0}). Put it into ~/.ssh/config or libvirt.conf", found),
  "other-address": (t, found) => t("must not contain another address in {0}. Use that address itself", found),
  weakens: (t, found) =>
    t(
      "must not contain {0}: it changes how host and user are checked. Connect once with ssh to accept the host's key; install certificates where libvirt looks for them",
      found,
    ),
  parameter: (t, found, allowed) =>
    allowed === ""
      ? t("must not contain the parameter {0}: this transport uses none", found)
      : t("must not contain the parameter {0}. This transport uses {1}", found, allowed),
  "parameter-twice": (t, found) => t("must contain the parameter {0} only once", found),
  value: (t, found, allowed) => t("must set {0} to one of {1}", found, allowed),
  "value-list": (t, found, allowed) => t("must set {0} to a list of {1}, with commas between them", found, allowed),
  "value-path": (t, found) =>
    t('must set {0} to a full path of letters, digits and ". _ + - , : @", such as "/home/me/key"', found),
};
