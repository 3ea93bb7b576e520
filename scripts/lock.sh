#!/usr/bin/env bash
# Pin every package with its hashes: requirements.lock (to run and to build) and requirements-dev.lock (to test, too).
# No index and no host is named in them. UPGRADE=1 takes newer versions than those pinned now.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
mkdir -p build
"$python" -m pip install --quiet 'pip-tools>=7.5'
compile() {
  local lock=$1
  shift
  "$python" scripts/list_requirements.py "$@" >>"build/${lock%.lock}.in"
  CUSTOM_COMPILE_COMMAND='make lock' "$python" -m piptools compile --quiet --generate-hashes --strip-extras \
    --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
    ${UPGRADE:+--upgrade} --output-file "$lock" "build/${lock%.lock}.in"
}
rm -f build/requirements.in
compile requirements.lock build
sed -n 's/^\([a-z][^ ]*==[^ ]*\).*/\1/p' requirements.lock >build/pinned.txt
printf -- '-c pinned.txt\n' >build/requirements-dev.in
compile requirements-dev.lock build dev
