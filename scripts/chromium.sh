#!/usr/bin/env bash
# Chromium for the tests of the desk's pages, from the system's packages where the machine has none.
set -euo pipefail
for name in ${CHROMIUM:-chromium chromium-browser google-chrome}; do
  if command -v "$name" >/dev/null; then
    exit 0
  fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium >/dev/null
  command -v chromium >/dev/null && exit 0
fi
echo "make test: the browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium" >&2
exit 1
