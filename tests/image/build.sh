#!/bin/sh
# Builds the image of the Dockerfile without a Docker engine, over a Debian made on the spot, and names its root.
# Usage: build.sh FOLDER; needs root, and Debian's packages buildah and debootstrap.
set -eu
folder=$(mkdir -p "$1" && cd "$1" && pwd)
build="buildah --root $folder/store --runroot $folder/run --storage-driver vfs"
base=localhost/beatstitch-base
if ! $build images --quiet "$base" >/dev/null 2>&1; then
    [ -d "$folder/base" ] || debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates \
        bookworm "$folder/base" >&2
    printf 'FROM scratch\nADD base.tar /\n' >"$folder/Dockerfile"
    tar -C "$folder/base" -cf "$folder/base.tar" .
    $build build --isolation chroot --tag "$base" --file "$folder/Dockerfile" "$folder" >&2
    rm -rf "$folder/base" "$folder/base.tar"
fi
$build build --isolation chroot --format docker --build-arg "BASE=$base" --tag localhost/beatstitch \
    --volume /etc/ssl/certs:/etc/ssl/certs:ro --volume /etc/resolv.conf:/etc/resolv.conf:ro . >&2
$build rm --all >/dev/null 2>&1 || true
$build mount "$($build from localhost/beatstitch)"
