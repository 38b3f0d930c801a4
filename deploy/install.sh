#!/usr/bin/env bash
# Make one of the two environments from its lock file.
# Usage: deploy/install.sh main|rasa
# uv comes from PyPI if it is not on the PATH. On Linux plain torch is a CUDA build of several GB, so a CPU build is
# preferred where one is at hand: a wheel in PIP_FIND_LINKS, else uv's CPU index; else plain torch is installed.
set -eu
case $1 in
  main) version=3.11 folder=.venv lock=requirements/main.txt ;;
  rasa) version=3.10 folder=.venv-rasa lock=requirements/rasa.txt ;;
  *) echo "Usage: deploy/install.sh main|rasa" >&2; exit 2 ;;
esac

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
  uv=var/tools/bin/uv
  if [ ! -x "$uv" ]; then
    python3 -m venv var/tools || { echo "Python 3 with venv is missing. Install it (Debian: apt install python3-venv)." >&2; exit 1; }
    var/tools/bin/pip install --quiet uv || { echo "uv cannot be installed from PyPI. Is the network there?" >&2; exit 1; }
  fi
fi

"$uv" venv --quiet --clear --python "$version" "$folder" ||
  { echo "Python $version is missing. Install it (pyenv install $version, or your system's package python$version with its venv)." >&2; exit 1; }

install() { "$uv" pip install --quiet --python "$folder/bin/python" -r "$lock" "$@"; }
export UV_FIND_LINKS=${UV_FIND_LINKS:-${PIP_FIND_LINKS:-}}
[ -n "$UV_FIND_LINKS" ] || unset UV_FIND_LINKS
if [ "$1" = rasa ]; then
  install
elif ls ${UV_FIND_LINKS:-/nonexistent}/torch-*cpu* >/dev/null 2>&1; then
  install
elif ! UV_TORCH_BACKEND=cpu install 2>/dev/null; then
  echo "No CPU build of torch could be fetched; taking the plain one."
  install
fi
if [ "$1" = main ]; then
  "$uv" pip install --quiet --python "$folder/bin/python" --no-deps --editable .
fi
