#!/bin/sh
# Runs the root of an image as compose.yaml has Docker do it: read-only but for /data and /tmp, user 1000, no privilege.
# Usage: run.sh ROOT DATA PORT; needs root.
set -eu
exec unshare --mount --pid --fork --kill-child=SIGTERM sh -c '
set -eu
mount --make-rprivate /
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
mount -t tmpfs -o mode=1777,size=2g tmpfs "$1/tmp"
mount --bind "$2" "$1/data"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
exec chroot "$1" setpriv --reuid 1000 --regid 1000 --clear-groups --no-new-privs --bounding-set=-all \
    --inh-caps=-all env -i PATH=/opt/beatstitch/bin:/usr/bin:/bin BEATSTITCH_DATA=/data \
    BEATSTITCH_HOST=127.0.0.1 BEATSTITCH_PORT="$3" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    tini -- beatstitch serve
' sh "$1" "$2" "$3"
