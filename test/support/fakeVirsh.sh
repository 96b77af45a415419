#!/bin/sh
# A stand-in for virsh, with one libvirt in the folder that it is in: faults are staged with it, which a real one does not do
# when asked. vms/UUID is a definition with its passwords; `fault` says what goes wrong, `running`, `transient` and
# `suspended` of which VM.
cd "${0%/*}" || exit 1
shift 3
echo "$*" >>log
read -r fault <fault
running= transient= suspended=
[ -e running ] && read -r running <running
[ -e transient ] && read -r transient <transient
[ -e suspended ] && read -r suspended <suspended
SCHEMA="XML document failed to validate against schema: Unable to validate doc against /usr/share/libvirt/schemas/domain.rng
Extra element vcpu in interleave
"

err() { printf 'error: %s\n' "$1" >&2; }
wait_for_ever() { exec sleep 985; }

# The last word is the UUID.
dump() {
  for uuid; do :; done
  [ -e "vms/$uuid" ] || { err "failed to get domain '$uuid'"; return; }
  change=
  case "$*" in *--security-info*) ;; *) change="s/ passwd='[^']*'//;s/<cookies>.*<\/cookies>//" ;; esac
  case "$*" in *--inactive*) ;; *) [ "$running" = "$uuid" ] && change="$change;s/<domain /<domain id='7' /" ;; esac
  if [ -e given ]; then
    [ "$fault" = "prints nothing" ] && return
    [ "$fault" = lies ] && change="$change;s/<uuid>.*</<uuid>99999999-9999-4999-8999-999999999999</"
  fi
  if [ -n "$change" ]; then sed "$change" "vms/$uuid"; else cat "vms/$uuid"; fi
}

list() {
  for file in vms/*; do
    uuid=${file#vms/}
    case "$*" in
      *--with-managed-save*) [ "$uuid" = "$suspended" ] || continue ;;
      *--persistent*) [ "$uuid" != "$transient" ] || continue ;;
      *--autostart* | *--state-paused* | *--state-other*) continue ;;
      *--state-shutoff*) [ "$uuid" != "$running" ] || continue ;;
      *--all*) ;;
      *) [ "$uuid" = "$running" ] || continue ;;
    esac
    case "$*" in
      *--name*) echo "$uuid $(sed -n 's/.*<name>\(.*\)<\/name>.*/\1/p' "$file")" ;;
      *) echo "$uuid" ;;
    esac
  done
}

define() {
  case "$fault" in
    "ignores its input") exit 3 ;;
    "is killed before") kill -9 $$ ;;
    hangs) wait_for_ever ;;
  esac
  cat /dev/stdin >given || exit 1
  if [ "$1" = --validate ] && { [ "$fault" = "schema is old" ] || grep -q toplogy given; }; then
    err "Failed to define domain from /dev/stdin"
    err "$SCHEMA"
  elif grep -q "99999999</memory>" given; then
    err "Failed to define domain from /dev/stdin"
    err "numerical overflow: value too large: 99999999EiB"
  elif [ "$fault" = rejects ]; then
    err "Failed to define domain from /dev/stdin"
    err "unsupported configuration: no
in two lines: <graphics type='vnc' passwd='s3cr"
  elif [ "$fault" = "warns and changes nothing" ]; then
    echo "2026-01-01 00:00:00.000+0000: 1: warning : something" >&2
  elif [ "$fault" = "logs and rejects" ]; then
    yes "$SCHEMA" | head -c 200000 >&2
    err "Failed to define domain from /dev/stdin"
  elif [ "$fault" = "speaks German" ]; then
    echo "Fehler: Definition fehlgeschlagen" >&2
  else
    [ "$fault" = "drops prot" ] && sed -i "s/ prot='[^']*'//" given
    sed -i "s/<toplogy[^>]*>//" given
    [ "$fault" = warns ] && echo "2026-01-01 00:00:00.000+0000: 1: warning : something" >&2
    cp given "vms/$(sed -n 's/.*<uuid>\(.*\)<\/uuid>.*/\1/p' given)"
    case "$fault" in
      "is killed after") kill -9 $$ ;;
      "hangs after") wait_for_ever ;;
      "errs after") err "End of file while reading data" ;;
      floods) yes "$SCHEMA" ;;
    esac
  fi
}

rename() {
  case "$3" in */*) err "invalid argument: name $3 cannot contain '/'"; exit 1 ;; esac
  text=$(sed '/<name>/d' "vms/$2")
  printf '%s\n<name>%s</name>%s\n' "${text%%>*}>" "$3" "${text#*>}" >"vms/$2"
}

case "$*" in
  *"define "*)
    [ "$fault" = "another saves" ] && sed -i 's/<vcpu>2</<vcpu>7</' vms/*
    if [ "$fault" = "the connection is lost" ]; then
      echo >fault
      err "failed to connect to the hypervisor"
      err "Cannot recv data: Connection reset by peer"
      exit 1
    fi
    ;;
esac
if [ $# -gt 1 ]; then
  [ "$1" = domrename ] && shift && rename "$@"
  exit 0
fi
rest=$1
while [ -n "$rest" ]; do
  command=${rest%%;*}
  case "$rest" in *";"*) rest=${rest#*;} ;; *) rest= ;; esac
  # shellcheck disable=SC2086
  set -- $command
  case "$1" in
    echo) if [ "$2" = --err ]; then err "$3"; else echo "$2"; fi ;;
    dumpxml) shift; dump "$@" ;;
    list) shift; list "$@" ;;
    define) shift; define "$@" ;;
  esac
done
