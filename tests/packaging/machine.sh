#!/bin/sh
# The Debian package in a machine of its own: a Debian 12 with systemd and its
# own kernel, made by debootstrap, booted by QEMU without any help of this
# machine's processor, so that it runs wherever the tests do. What is tried
# stands in machine/inside.sh, whose TAP comes out of a serial line. Needs root
# to make the disk; some ten minutes, and Debian's mirror.
#   MACHINE_BOX=DIR   a folder to keep the system in, for the next time
#   MACHINE_ACCEL=kvm where the processor can help
set -u
cd "$(dirname "$0")/../.." || exit 2
here=tests/packaging/machine
skip() {
    echo "1..1"
    echo "ok 1 # SKIP $1"
    exit 0
}
[ "$(id -u)" = 0 ] || skip "a chroot needs root"
[ "$(uname -m)" = x86_64 ] || skip "the machine is an x86_64"
B=${B:-build}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
scripts/install-deps --packaging >/dev/null || exit 1
[ -n "${DEB-}" ] || make --no-print-directory B="$B" deb >/dev/null || exit 1
deb=${DEB:-$(ls "$B"/deb/chorus_*.deb)}
work=$(mktemp -d /var/tmp/chorus-machine.XXXXXX)
box=${MACHINE_BOX:-$work/debian}
running=
trap 'test -z "$running" || kill "$running" 2>/dev/null; umount "$box/proc" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
fail() {
    echo "not ok 1 - $1"
    tail -n 20 "$work/log" | sed 's/^/# /'
    echo "1..1"
    exit 1
}

# --- a Debian ------------------------------------------------------------------
in_box() {
    chroot "$box" env DEBIAN_FRONTEND=noninteractive \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
if [ ! -e "$box/whole" ]; then
    debootstrap --variant=minbase \
        --include=systemd,systemd-sysv,dbus,linux-image-amd64 \
        bookworm "$box" "$mirror" >"$work/log" 2>&1 || fail "debootstrap"
    touch "$box/whole"
fi
cp /etc/resolv.conf "$box/etc/resolv.conf"
cp "$deb" "$box/root/chorus.deb"
# Nothing starts in a chroot.
printf '#!/bin/sh\nexit 101\n' >"$box/usr/sbin/policy-rc.d"
chmod 755 "$box/usr/sbin/policy-rc.d"
{ in_box apt-get -q update && in_box apt-get -q -y --no-install-recommends \
    install /root/chorus.deb nginx-light fonts-dejavu-core curl jq openssl \
    btrfs-progs lvm2 gdb-minimal procps iproute2; } >"$work/log" 2>&1 || fail "apt-get install"
rm "$box/usr/sbin/policy-rc.d"
in_box systemctl disable nginx >/dev/null 2>&1

# --- what is tried in it ---------------------------------------------------------
# The next version: the same programs, another bundle.
dpkg-deb -R "$deb" "$work/next"
version=$(dpkg-deb -f "$deb" Version)+next
sed -i "s/^Version: .*/Version: $version/" "$work/next/DEBIAN/control"
for script in "$work"/next/usr/share/chorus/client/*.js; do
    echo "// of the next version" >>"$script"
done
dpkg-deb --root-owner-group -b "$work/next" "$box/root/chorus-next.deb" >"$work/log" 2>&1 ||
    fail "the next version"
echo "$version" >"$box/root/next-version"
cp "$here/inside.sh" "$box/root/"
cp "$here/machine.service" "$box/etc/systemd/system/"
mkdir -p "$box/home/somebody" "$box/etc/systemd/system/multi-user.target.wants"
ln -sf ../machine.service "$box/etc/systemd/system/multi-user.target.wants/machine.service"
printf '127.0.0.1 localhost survey.example.edu\n' >"$box/etc/hosts"
echo machine >"$box/etc/hostname"
(cd "$box/root" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -days 2 -subj /CN=survey.example.edu -addext subjectAltName=DNS:survey.example.edu \
    -keyout privkey.pem -out fullchain.pem && cp fullchain.pem ca.pem) >"$work/log" 2>&1 ||
    fail "a certificate"

# --- its disks ----------------------------------------------------------------------
cp "$(find "$box/boot" -name 'vmlinuz-*' | sort | tail -n 1)" "$work/kernel"
cp "$(find "$box/boot" -name 'initrd.img-*' | sort | tail -n 1)" "$work/initrd"
umount "$box/proc" 2>/dev/null
mke2fs -q -t ext4 -d "$box" "$work/disk" 3584M >"$work/log" 2>&1 || fail "a disk"
truncate -s 256M "$work/swap"
truncate -s 384M "$work/btrfs" "$work/lvm"

# --- it runs ------------------------------------------------------------------------
drives=
for disk in disk swap btrfs lvm; do
    drives="$drives -drive file=$work/$disk,format=raw,if=virtio,cache=unsafe"
done
# shellcheck disable=SC2086 # the words are options
qemu-system-x86_64 -accel "${MACHINE_ACCEL:-tcg}" -cpu max -smp 2 -m 1536 \
    -nodefaults -display none -no-reboot -nic none -monitor none \
    -serial "file:$work/console" -serial "file:$work/tap" $drives \
    -kernel "$work/kernel" -initrd "$work/initrd" \
    -append "root=/dev/vda rw console=ttyS0 panic=-1 quiet" >"$work/log" 2>&1 &
running=$!
# What hangs has failed: there is no other clock.
timeout "${MACHINE_MAX_SEC:-3000}" tail --pid="$running" -f /dev/null
kill "$running" 2>/dev/null
running=
[ -z "${MACHINE_KEEP-}" ] || cp "$work/console" "$work/tap" "$MACHINE_KEEP/"
if ! grep -q '^1\.\.[0-9]' "$work/tap"; then
    cat "$work/tap"
    tail -n 20 "$work/console" | tr -d '\r' | sed 's/^/# /'
    echo "not ok 999 - it came to its end"
    exit 1
fi
tr -d '\r' <"$work/tap"
! grep -q '^not ok' "$work/tap"
