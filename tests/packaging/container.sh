#!/bin/sh
# The Containerfile without a container's engine: each line done in a chroot,
# from the sources to a server that answers as the user it names. TAP. Needs
# root; many minutes, and Debian's mirror.
#   DEBIAN_BOX=DIR   a minimal Debian 12 to begin from
#   NODE_EXTRA_CA_CERTS=FILE   the authority of a network that looks into TLS
# shellcheck disable=SC2154,SC2317
set -u
cd "$(dirname "$0")/../.." || exit 2
echo "1..3"
if [ "$(id -u)" != 0 ]; then
    for i in 1 2 3; do echo "ok $i # SKIP a chroot needs root"; done
    exit 0
fi
scripts/install-deps --packaging >/dev/null || exit 1
work=$(mktemp -d /var/tmp/chorus-container.XXXXXX)
trap 'for at in "$work"/*/proc; do umount -q "$at"; done; rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' INT TERM
base=${DEBIAN_BOX:-$work/base}
fail() { # N WHAT
    echo "not ok $1 - $2"
    tail -n 20 "$work/log" | sed 's/^/# /'
    exit 1
}
[ -e "$base" ] || debootstrap --variant=minbase bookworm "$base" \
    "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/log" 2>&1 || fail 1 debootstrap
umount -q "$base/proc"

box=
folder=/
user=root
in_box() { # COMMAND...
    chroot "$box" env DEBIAN_FRONTEND=noninteractive HOME=/root \
        ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS=/root/ca.pem} PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
from() { # IMAGE [AS NAME]
    case $1 in */debian:12-slim) ;; *) return 1 ;; esac
    box=$work/${3:-last}
    folder=/
    cp -a "$base" "$box" || return 1
    [ -z "${NODE_EXTRA_CA_CERTS-}" ] || cp "$NODE_EXTRA_CA_CERTS" "$box/root/ca.pem"
    cp /etc/resolv.conf "$box/etc/resolv.conf" &&
        mount -t proc proc "$box/proc"
}
copy() { # [--from=NAME] SOURCE TARGET
    case $1 in
    --from=*) # shellcheck disable=SC2086 # the source is a pattern
        cp "$work/${1#--from=}"/$2 "$box/$3" ;;
    *) # as .containerignore leaves it
        mkdir -p "$box/$2" && git ls-files -z | tar -c --null -T - | tar -x -C "$box/$2" ;;
    esac
}
line() { # A whole line
    rest=${1#* }
    # shellcheck disable=SC2086 # the words of a line are words
    case $1 in
    FROM\ *) from $rest ;;
    COPY\ *) copy $rest ;;
    RUN\ *) in_box sh -ec "cd $folder; $rest" ;;
    WORKDIR\ *) folder=$rest ;;
    VOLUME\ *) in_box test -d "$rest" ;;
    USER\ *) user=$rest ;;
    CMD\ *) echo "$rest" >"$work/cmd" ;;
    *) return 1 ;;
    esac
}
sed -e '/^#/d' -e '/^$/d' -e ':a' -e '/\\$/{N;s/\\\n *//;ba' -e '}' Containerfile >"$work/lines"
while IFS= read -r text <&3; do
    echo "== $text" >>"$work/log"
    line "$text" >>"$work/log" 2>&1 || fail 1 "$text"
done 3<"$work/lines"
echo "ok 1 - every line of the Containerfile does what it says"

as_user() {
    chroot "$box" setpriv --reuid="$user" --regid="$user" --clear-groups "$@"
}
in_box install -d -o "$user" -g "$user" -m 750 /run/chorus # the volume's
as_user chorus init /var/lib/chorus --institution "Harbor City GME" >"$work/log" 2>&1 ||
    fail 2 "its user makes an institution"
echo "ok 2 - its user makes an institution"
python3 -c 'import json, sys; print("\0".join(json.load(open(sys.argv[1]))), end="")' "$work/cmd" >"$work/words"
xargs -0 chroot "$box" setpriv --reuid="$user" --regid="$user" --clear-groups \
    <"$work/words" >"$work/log" 2>&1 &
server=$!
while ! grep -q READY "$work/log" && kill -0 "$server" 2>/dev/null; do sleep 0.2; done
if curl -fs --unix-socket "$box/run/chorus/socket" http://localhost/healthz >/dev/null; then
    echo "ok 3 - what it starts answers on the socket"
    status=0
else
    echo "not ok 3 - what it starts answers on the socket"
    sed 's/^/# /' "$work/log"
    status=1
fi
pkill -TERM -P "$server" 2>/dev/null || kill "$server" 2>/dev/null
wait "$server"
exit "$status"
