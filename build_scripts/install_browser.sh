#!/usr/bin/env bash
# Make sure that a Chromium, Korean fonts and nginx are on this machine, where that may be done.
set -euo pipefail

for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null; then found=$name; break; fi
done
packages=""
if [ -z "${found:-}" ]; then packages="chromium"; fi
if ! fc-list :lang=ko 2>/dev/null | grep -q .; then packages="$packages fonts-noto-cjk fontconfig"; fi
# the tests serve the site with it; /usr/sbin is not on every PATH
if ! PATH="$PATH:/usr/sbin" command -v nginx >/dev/null; then packages="$packages nginx-light"; fi
if [ -z "$packages" ]; then exit 0; fi

if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo -n"; else run=none; fi
  if [ "$run" != none ]; then
    echo "installing $packages"
    $run apt-get update -qq
    # shellcheck disable=SC2086
    $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
    case "$packages" in # the tests start their own; nobody asked for a web server on this machine
      *nginx*) if command -v systemctl >/dev/null; then $run systemctl --quiet disable --now nginx || true; fi ;;
    esac
    exit 0
  fi
fi
case "$packages" in
  " nginx-light") echo "no nginx found; its tests are skipped (sudo apt-get install nginx-light)"; exit 0 ;;
esac
echo "missing; run: sudo apt-get install $packages" >&2
exit 1
