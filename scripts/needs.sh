#!/usr/bin/env bash
# Makes sure that what the arguments name is here: go, node, postgres, chromium. What Debian has, root
# installs by apt; elsewhere it says in one sentence what is missing. It changes nothing that is there.
set -euo pipefail

missing() { echo "make: $1" >&2; exit 1; }

# apt_has installs Debian packages that are not there yet, when we may.
apt_has() {
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
	export DEBIAN_FRONTEND=noninteractive
	apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null
}

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

for need in "$@"; do
	case $need in
	go)
		command -v go >/dev/null || missing "Go 1.26 or newer is missing: see https://go.dev/dl."
		;;
	node)
		command -v npm >/dev/null && [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] ||
			missing "Node 20 or newer with npm is missing: see https://nodejs.org."
		;;
	postgres)
		has_postgres || apt_has postgresql || true
		has_postgres || missing "PostgreSQL 15 or newer is missing: install its server, so that initdb is in the path."
		;;
	chromium)
		has_chromium || apt_has chromium || true
		has_chromium || missing "Chromium is missing: install it, so that chromium is in the path."
		;;
	esac
done
