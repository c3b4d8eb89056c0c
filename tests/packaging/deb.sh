#!/bin/sh
# The Debian package in a Debian 12 of its own: lintian, installing, the user,
# the folders, the manual, an institution that chorusd can serve, and what stays
# after it is removed. TAP. Needs root; minutes, and Debian's mirror.
# shellcheck disable=SC2016,SC2317
set -u
cd "$(dirname "$0")/../.." || exit 2
if [ "$(id -u)" != 0 ]; then
    echo "1..0 # SKIP a chroot needs root"
    echo "ok 1 # SKIP a chroot needs root"
    exit 0
fi
B=${B:-build}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
scripts/install-deps --packaging >/dev/null || exit 1
SOURCE_DATE_EPOCH=$(date +%s)
export SOURCE_DATE_EPOCH
make --no-print-directory B="$B" deb >/dev/null || exit 1
deb=$(ls "$B"/deb/chorus_*.deb)
work=$(mktemp -d /var/tmp/chorus-deb.XXXXXX)
box=$work/debian
trap 'rm -rf "$work"' EXIT
if [ -n "${DEBIAN_BOX-}" ]; then
    cp -a "$DEBIAN_BOX" "$box"
else
    debootstrap --variant=minbase bookworm "$box" "$mirror" >"$work/log" 2>&1 ||
        { tail -n 5 "$work/log" >&2; exit 1; }
fi
cp /etc/resolv.conf "$box/etc/resolv.conf"
cp "$deb" "$box/root/chorus.deb"

n=0
failed=0
check() { # NAME COMMAND...
    n=$((n + 1))
    name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        sed 's/^/# /' "$work/out"
        failed=1
    fi
}
in_box() { chroot "$box" env DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
sh_box() { in_box sh -ec "$1"; }

check "lintian has nothing to say" sh -c "test -z \"\$(lintian --allow-root --fail-on none '$deb' 2>/dev/null | tee /dev/stderr)\""
again() {
    make --no-print-directory B="$B/usr" PREFIX=/usr DESTDIR="$work/again/chorus" install &&
        scripts/build-deb "$work/again" && cmp "$deb" "$work"/again/chorus_*.deb
}
check "packed again it has the same bytes" again
in_box apt-get -q update >/dev/null 2>&1
check "it installs with what it depends on" \
    in_box apt-get -q -y --no-install-recommends install /root/chorus.deb
check "it has a user of its own, who cannot log in" \
    sh_box "getent passwd chorus | grep -q ':/var/lib/chorus:/usr/sbin/nologin\$'"
check "settings are in /etc/chorus, and reach the folder" \
    sh_box "grep -q purge_days /var/lib/chorus/chorus.conf && test -f /etc/chorus/chorus.conf"
check "the unit is there, names the installed program, and is not enabled" \
    sh_box "grep -q 'ExecStart=/usr/bin/chorusd' /lib/systemd/system/chorusd.service && ! ls /etc/systemd/system/*/chorusd.service"
for page in man1/chorus.1 man1/chorus-audit.1 man8/chorusd.8 man5/chorus.conf.5; do
    check "the manual has $page" sh -c "dpkg-deb -c '$deb' | grep -q '/usr/share/man/$page.gz'"
done
check "chorus init makes the office root's and the server chorusd's" sh_box '
    chorus init /var/lib/chorus --institution "Harbor City GME"
    test "$(stat -c %U:%a /var/lib/chorus/office)" = root:700
    test "$(stat -c %U:%a /var/lib/chorus/server)" = chorus:700
    test "$(stat -c %U /var/lib/chorus/server/site.db)" = chorus'
check "the doctor finds nothing wrong" in_box chorus -d /var/lib/chorus doctor
check "a wave opens" sh_box '
    echo "person,email,department,program_id,program" >/root/r.csv
    for i in 1 2 3 4 5 6 7 8 9 10; do
        echo "p$i,p$i@example.org,Medicine,A,Program A" >>/root/r.csv
    done
    cd /var/lib/chorus
    cp /usr/share/chorus/surveys/information.json .
    echo "anchor violet harbor simple copper meadow lantern" >/root/words
    chorus roster import /root/r.csv
    chorus wave open w --survey /usr/share/chorus/surveys/gme-core.json \
        --closes +10d --yes --passphrase-file /root/words
    chorus wave verify w'
check "chorusd serves it as its own user" sh -c "
    chroot '$box' setpriv --reuid=chorus --regid=chorus --clear-groups \
        chorusd -d /var/lib/chorus --listen 127.0.0.1:0 >'$work/served' 2>&1 &
    server=\$!
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        grep -q READY '$work/served' && break
        sleep 0.5
    done
    cat '$work/served'
    url=\$(sed -n 's/^READY //p' '$work/served')
    curl -fsS \"\$url/v1/waves/w/manifest\" | sha256sum
    curl -fsS \"\$url/healthz\" >/dev/null
    status=\$?
    kill \$server
    wait \$server
    exit \$status"
check "a backup is made and restored as a new user would" sh_box '
    cd /root
    chorus -d /var/lib/chorus backup b.tar --with ballots
    chorus -d /var/lib/chorus backup i.tar --with invites
    chorus restore b.tar /root/new && chorus restore i.tar /root/new
    chorus -d /root/new wave verify w'
check "it is removed and purged" in_box apt-get -q -y purge chorus
check "what people said stays" sh_box '
    test -f /var/lib/chorus/server/w.ballots.db
    test -f /var/lib/chorus/office/people.db
    getent passwd chorus >/dev/null
    ! test -e /usr/bin/chorus
    ! test -e /etc/chorus/chorus.conf'
echo "1..$n"
exit $failed
