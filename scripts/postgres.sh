#!/usr/bin/env bash
# Run a command beside a PostgreSQL server of its own: made in a new folder, stopped and removed when the command ends.
#
#   scripts/postgres.sh COMMAND…
#
# WARMONITOR_TEST_POSTGRESQL names the server to the command; where it is set already, that server is used.
set -euo pipefail

if [ -n "${WARMONITOR_TEST_POSTGRESQL:-}" ]; then
  exec "$@"
fi

find_programs() {
  ls -d /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -V | tail -1
}

programs=$(command -v initdb >/dev/null && dirname "$(command -v initdb)" || find_programs)
if [ -z "$programs" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing PostgreSQL for the tests of the store"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends postgresql >/dev/null
  programs=$(find_programs)
fi
if [ -z "$programs" ]; then
  echo "make test: the tests of the store need PostgreSQL. On Debian or Ubuntu: sudo apt-get install postgresql" >&2
  exit 1
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/warmonitor-postgres.XXXXXX")
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
  chown postgres "$folder"
  as_server() { (cd / && runuser -u postgres -- "$@"); }
fi
port=$((20000 + $$ % 20000))
stop() {
  as_server "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
as_server "$programs/initdb" -D "$folder/data" -U warmonitor --auth=trust --encoding=UTF8 --locale=C >/dev/null
as_server "$programs/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-p $port -k $folder -c listen_addresses='' -c fsync=off -c max_connections=200" start >/dev/null || {
  cat "$folder/log" >&2
  exit 1
}
export WARMONITOR_TEST_POSTGRESQL="postgresql+psycopg://warmonitor@/postgres?host=$folder&port=$port"
"$@"
