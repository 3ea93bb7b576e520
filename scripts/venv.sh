#!/usr/bin/env bash
# Make the virtual environment .venv with a Python of 3.11 or newer. PYTHON=/path/to/python names another one.
set -euo pipefail
cd "$(dirname "$0")/.."

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ -x .venv/bin/python ] && recent .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
  exit 0
fi
python=
for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
  if command -v "$name" >/dev/null && recent "$name"; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "make setup: no Python of 3.11 or newer was found. Install one, or name it: make setup PYTHON=/path/to/python3" >&2
  exit 1
fi
rm -rf .venv
if "$python" -m venv .venv; then
  exit 0
fi
# Debian keeps the part of Python that makes environments in a package of its own.
rm -rf .venv
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null && "$python" -m venv .venv && exit 0
fi
echo "make setup: $python can't make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
exit 1
