/** The prefix of all our settings; the client's id must be the same, because `<id>.trace.server` is read by it. */
export const clientId = "libvirtCpu";
