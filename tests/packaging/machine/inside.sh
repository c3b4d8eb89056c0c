#!/bin/sh
# Inside a Debian 12 that has booted, as root, from the package alone: what the
# operator's guide says, typed, and what systemd and the kernel say about it.
# TAP goes to standard output. Started by machine.service; see ../machine.sh.
# shellcheck disable=SC2016,SC2317,SC2034,SC2154
set -u
export DEBIAN_FRONTEND=noninteractive HOME=/root LC_ALL=C.UTF-8
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
export CURL_CA_BUNDLE=/root/ca.pem
data=/var/lib/chorus
site=https://survey.example.edu
cd /root || exit 1
n=0

check() { # NAME COMMAND...
    n=$((n + 1))
    name=$1
    shift
    if "$@" >out 2>&1; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        tail -n 20 out | sed 's/^/# /'
    fi
}
is() { # NAME SCRIPT
    check "$1" sh -exc "$tools$2"
}
# What a script has: "! COMMAND" would be no failure to -e.
tools='
not() { if "$@"; then echo "this went well: $*"; return 1; fi; }
in_it() { # COMMAND... as its user, with the files that chorusd has
    nsenter --target "$pid" --mount setpriv --reuid=chorus --regid=chorus \
        --clear-groups "$@"
}
'
# Nothing says when a service is up again but itself; machine.sh has the clock.
wait_for() {
    until "$@" >/dev/null 2>&1; do sleep 1; done
}
serving() { curl -fs "$site/healthz"; }
main_pid() { systemctl show -p MainPID --value chorusd; }
export data site

# --- it has booted, and nothing is started by having been installed -----------
is "the machine is a Debian 12 that systemd runs" '
    grep -q bookworm /etc/os-release && test "$(ps -o comm= -p 1)" = systemd'
is "nothing is started or enabled by installing" '
    not systemctl is-active chorusd
    not systemctl is-enabled chorusd'

# --- Install ------------------------------------------------------------------
is "chorus init, as root: names are root's, the server is chorusd's" '
    chorus init "$data" --institution "Harbor City GME"
    test "$(stat -c %U:%G:%a "$data/office")" = root:root:700
    test "$(stat -c %U:%G:%a "$data/server")" = chorus:chorus:700
    test "$(stat -c %U:%a "$data/server/site.db")" = chorus:600'
is "systemctl enable --now chorusd starts it" '
    systemctl enable --now chorusd
    systemctl is-active chorusd && systemctl is-enabled chorusd'
pid=$(main_pid)
export pid
is "it runs as the user chorus, and its socket is for its group only" '
    test "$(stat -c %U "/proc/$pid/mem")" = root # not dumpable
    grep -q "^Uid:\s*$(id -u chorus)\s*$(id -u chorus)\s*$(id -u chorus)" "/proc/$pid/status"
    test "$(stat -c %U:%G:%a /run/chorus)" = chorus:chorus:750
    test -S /run/chorus/socket
    curl -fs --unix-socket /run/chorus/socket http://localhost/healthz
    not setpriv --reuid=nobody --regid=nogroup --clear-groups curl -fs \
        --unix-socket /run/chorus/socket http://localhost/healthz'
is "settings are in /etc/chorus, and are what $data reads" '
    echo "base_url = $site" >>/etc/chorus/chorus.conf
    grep -q "^base_url = $site" "$data/chorus.conf"'
is "nginx, as it ships, in front of it, its user in the group chorus" '
    gunzip -c /usr/share/doc/chorus/examples/nginx.conf.gz >/etc/nginx/nginx.conf 2>/dev/null ||
        cp /usr/share/doc/chorus/examples/nginx.conf /etc/nginx/nginx.conf
    mkdir -p /etc/ssl/chorus && cp fullchain.pem privkey.pem /etc/ssl/chorus/
    adduser --quiet www-data chorus
    nginx -t
    systemctl restart nginx
    curl -fs "$site/healthz"'
check "the doctor finds nothing wrong" chorus -d "$data" doctor

# --- fences, as the kernel has them ---------------------------------------------
is "no new privileges, a filter of calls, no capability, no core" '
    for task in "/proc/$pid"/task/*; do
        grep -q "^NoNewPrivs:\s*1$" "$task/status"
        grep -q "^Seccomp:\s*2$" "$task/status"
        grep -q "^CapEff:\s*0*$" "$task/status"
        grep -q "^CapBnd:\s*0*$" "$task/status"
    done
    grep -q "^Max core file size *0 *0 " "/proc/$pid/limits"
    # its own filter beside those of the unit
    test "$(sed -n "s/^Seccomp_filters:\s*//p" "/proc/$pid/status")" -ge 2'
is "it says of no fence that it is missing" '
    journalctl -u chorusd -o cat >journal
    cat journal
    grep -q "^chorusd: serving" journal
    not grep -iE "fence|landlock|seccomp|swap" journal'
is "in its own file system names are not there, and system and homes are shut" '
    test -e "$data/office/people.db"
    in_it test -r "$data/server/site.db"
    not in_it ls "$data/office"
    not in_it ls /home/somebody
    not in_it touch "$data/x"
    not in_it touch /etc/x
    not in_it touch /usr/x
    # nor a disk, nor what other users run
    not in_it test -e /dev/vda
    not in_it test -e /proc/1/status
    # and this much is open to somebody there who is not chorusd
    in_it cat /etc/debian_version'
is "its network has nothing but itself" '
    test "$(nsenter --target "$pid" --net ip -o link | wc -l)" = 1'

# Made to try, by a debugger in its own process: what it gets for an answer.
asked() { # CALL; prints the result and errno
    gdb -p "$pid" -batch -nx -ex "set confirm off" -ex "print (int)$1" \
        -ex 'print *(int *)((int *(*)(void))__errno_location)()' 2>/dev/null |
        sed -n 's/^\$[0-9]* = //p' | tr '\n' ' '
}
tries() { # WANTED CALL
    said=$(asked "$2")
    echo "$2: $said"
    test "$said" = "$1"
}
opens() {
    call='((int (*)(const char *, int))open)'
    said=$(asked "$call(\"$data/server/site.db\", 0)")
    echo "site.db: $said"
    test "${said%% *}" -ge 0 || return 1
    # 13 EACCES: Landlock, for a file that its user may read
    tries "-1 13 " "$call(\"/etc/debian_version\", 0)" || return 1
    tries "-1 13 " "$call(\"/proc/self/status\", 0)" || return 1
    tries "-1 13 " "$call(\"$data/office/people.db\", 0)"
}
leaves() {
    # 1 EPERM: its own list of calls
    tries "-1 1 " '((int (*)(int, int, int))socket)(2, 1, 0)' &&
        tries "-1 1 " '((int (*)(int, int, int))socket)(1, 1, 0)' &&
        tries "-1 1 " '((int (*)(const char *, void *, void *))execve)("/bin/true", 0, 0)' &&
        tries "-1 1 " '((int (*)(void))fork)()' &&
        tries "-1 1 " '((long (*)(int, int, int, int, int))ptrace)(16, 1, 0, 0, 0)'
}
check "made to try, it opens its own files and no other" opens
check "made to try, it gets no socket, no program, no process" leaves
check "and serves on" serving
is "systemd rates what is left open at most 1.0 of 10" '
    systemd-analyze security chorusd --no-pager --threshold=10 >rating
    tail -n 1 rating'
echo "# $(tail -n 1 out)"

# --- The first wave ---------------------------------------------------------------
is "a wave is opened as the guide says" '
    echo "person,email,department,program_id,program" >trainees.csv
    for i in 1 2 3 4 5 6 7 8; do
        echo "p$i,p$i@example.org,Medicine,A,Program A"
    done >>trainees.csv
    echo "anchor violet harbor simple copper meadow lantern" >words
    cd "$data"
    chorus roster import /root/trainees.csv
    chorus wave plan --survey /usr/share/chorus/surveys/gme-core.json
    cp /usr/share/chorus/surveys/information.json .
    chorus wave open w --survey /usr/share/chorus/surveys/gme-core.json \
        --closes +10d --yes --passphrase-file /root/words
    chorus wave verify w
    chorus invite w --out /root/invites.csv'
wait_for curl -fs "$site/v1/waves/w/manifest" # chorusd looks for new waves
sed 1d invites.csv | tr -d '\r' | cut -d, -f5 >links
vote() { # N: the N-th trainee's; the receipt is kept
    chorus answer "$(sed -n "$1p" links)" --answers answers.json --json >said || return 1
    grep -o 'chorus-receipt-v1[^"]*' said >"receipt$1"
}
echo '{ "cbi_w1": 2, "cbi_w2": 3, "wellness_days": 3 }' >answers.json
several() { for i in "$@"; do vote "$i" || return 1; done; }
check "trainees answer through nginx and TLS, and have receipts" several 1 2 3
is "the log has neither address nor time of a request" '
    journalctl -u chorusd -o cat >journal
    not grep -E "127\.0\.0\.1|redeem|issue|GET|POST" journal'

# --- it ends badly, and comes again ------------------------------------------------
check "a restart by systemd" systemctl restart chorusd
wait_for serving
again() {
    before=$(main_pid)
    kill -KILL "$before"
    wait_for serving
    after=$(main_pid)
    echo "$before, then $after, $(systemctl show -p NRestarts chorusd)"
    test "$after" != 0 && test "$after" != "$before"
}
check "kill -9, and systemd starts it again" again
check "trainees go on answering" several 4 5

# --- an upgrade while the wave is open -----------------------------------------------
served() { # DIR
    mkdir -p "$1"
    for part in manifest survey client.js words information; do
        curl -fs "$site/v1/waves/w/$part" -o "$1/$part" || return 1
    done
    curl -fs "$site/w/w" | grep -v 'style' >"$1/page"
    (cd "$1" && sha256sum ./*)
}
upgrade() {
    served before || return 1
    dpkg -i chorus-next.deb || return 1
    dpkg-query -W chorus
    test "$(dpkg-query -W -f '${Version}' chorus)" = "$(cat next-version)" || return 1
    # the package has other scripts than those the wave was opened with
    grep -q 'of the next version' /usr/share/chorus/client/*.js || return 1
    chorus -d "$data" wave list || return 1
    systemctl restart chorusd
    wait_for serving
    served after && diff -r before after
}
check "another version, installed and started, changes no byte of the open wave" upgrade
check "who answers after it, answers the same wave" several 6
is "settings of the administrator's stay" 'grep -q "^base_url = $site" /etc/chorus/chorus.conf'

# --- the end of a wave -----------------------------------------------------------------
is "a backup is made while it serves" '
    chorus -d "$data" backup ballots.tar --with ballots
    chorus -d "$data" backup invites.tar --with invites'
is "the wave is closed, and counts what was acknowledged" '
    cd "$data"
    chorus wave close w --early --passphrase-file /root/words
    chorus wave retally w --passphrase-file /root/words
    chorus release export w --format csv --out /root/w.csv
    test -s /root/w.csv
    chorus release verify w'
wait_for curl -fs "$site/v1/waves/w/board"
receipts() {
    for i in 1 2 3 4 5 6; do
        chorus board verify w --url "$site" --receipt "$(cat "receipt$i")" \
            --link "$(sed -n "${i}p" links)" || return 1
    done
    # and one who has not answered is not there
    chorus board verify w --url "$site" --link "$(sed -n 8p links)"
}
check "every receipt is on the board, before and after kill and upgrade" receipts

# --- the doctor on machines of several kinds ----------------------------------------------
says() { # LEVEL WHAT TEXT: the doctor of the folder $dir
    chorus -d "$dir" doctor --json >found
    jq -e --arg l "$1" --arg w "$2" --arg t "$3" \
        'any(.[]; .level == $l and .check == $w and (.found | contains($t)))' found ||
        { cat found; return 1; }
}
dir=$data
check "no swap: the doctor is content" says ok swap 'no swap'
mkswap /dev/vdb >/dev/null && swapon /dev/vdb
check "swap in the clear: it is named" says look swap '/dev/vdb is swap'
swapoff /dev/vdb
check "a plain file system keeps no copies" says ok snapshots 'keeps no copies'
check "a virtual machine is named as one" says look snapshots 'virtual machine'
mkdir -p /mnt/btrfs /mnt/lvm
{ mkfs.btrfs -q -f /dev/vdc && mount /dev/vdc /mnt/btrfs; } >/dev/null 2>&1
chorus init /mnt/btrfs/c --institution C >/dev/null
dir=/mnt/btrfs/c
check "btrfs is named" says look snapshots 'lies on btrfs'
{ pvcreate -q /dev/vdd && vgcreate -q vg /dev/vdd && lvcreate -q -L 200M -n lv vg &&
    mkfs.ext4 -q /dev/vg/lv && mount /dev/vg/lv /mnt/lvm; } >/dev/null 2>&1
chorus init /mnt/lvm/c --institution C >/dev/null
dir=/mnt/lvm/c
check "LVM is named" says look snapshots 'lies on LVM'

# --- removal -----------------------------------------------------------------------------
(cd "$data" && find . -type f ! -name '*-journal' -exec sha256sum {} + | sort) >data-before
is "removed: programs and unit are gone, settings stay" '
    apt-get -q -y remove chorus || dpkg -r chorus
    not systemctl is-active chorusd
    not test -e /usr/bin/chorusd
    not test -e /lib/systemd/system/chorusd.service
    test -f /etc/chorus/chorus.conf'
is "purged: settings are gone too" '
    dpkg -P chorus
    not test -e /etc/chorus/chorus.conf'
kept() {
    (cd "$data" && find . -type f ! -name '*-journal' -exec sha256sum {} + | sort) >data-after
    diff data-before data-after && getent passwd chorus
}
check "what people said stays, byte for byte, and its user" kept
echo "1..$n"
