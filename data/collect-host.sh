#!/bin/sh
# Collects what libvirt-cpu needs to know about this host and writes it to standard output as a tar archive:
# the capabilities and domain capabilities that libvirt reports, its version, and its CPU map. It reads only.
#
#   ssh node1 sh < collect-host.sh | tar -x -C hosts/node1
#
# LIBVIRT_DEFAULT_URI sets another connection than qemu:///system, VIRT_TYPE another kind of guest (qemu) than the host's best.
# libvirt answers domcapabilities to nobody who is connected read-only: run it as root, or as a member of the group libvirt.
set -eu

uri=${LIBVIRT_DEFAULT_URI:-qemu:///system}
ask() {
  virsh --connect "$uri" "$@" </dev/null
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

ask domcapabilities ${VIRT_TYPE:+--virttype "$VIRT_TYPE"} >domcapabilities.xml
ask capabilities >capabilities.xml
ask version --daemon >versions.txt
if [ -f /usr/share/libvirt/cpu_map/index.xml ]; then
  mkdir cpu_map
  cp /usr/share/libvirt/cpu_map/*.xml cpu_map/
fi

tar -cf - *
