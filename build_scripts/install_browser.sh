#!/usr/bin/env bash
# Make sure that a Chromium and Korean fonts are on this machine, where that may be done.
set -euo pipefail

for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null; then found=$name; break; fi
done
if [ -n "${found:-}" ] && fc-list :lang=ko 2>/dev/null | grep -q .; then
  exit 0
fi

packages="chromium fonts-noto-cjk fontconfig"
if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo -n"; else run=none; fi
  if [ "$run" != none ]; then
    echo "installing $packages"
    export DEBIAN_FRONTEND=noninteractive
    $run apt-get update -qq
    # shellcheck disable=SC2086
    $run apt-get install -y -qq --no-install-recommends $packages >/dev/null
    exit 0
  fi
fi
if [ -n "${found:-}" ]; then
  echo "no Korean font found; Korean words in the drawings may be measured wrong"
  exit 0
fi
echo "no Chromium found; run: sudo apt-get install $packages" >&2
exit 1
