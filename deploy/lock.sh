#!/usr/bin/env bash
# Resolve requirements/*.in into lock files that name no download host. torch is pinned without its build.
set -eu
uv=$(command -v uv || echo var/tools/bin/uv)
export UV_FIND_LINKS=${UV_FIND_LINKS:-${PIP_FIND_LINKS:-}}
[ -n "$UV_FIND_LINKS" ] || unset UV_FIND_LINKS
options=(--quiet --no-emit-index-url --no-emit-find-links --no-header --upgrade)
"$uv" pip compile "${options[@]}" --python-version 3.10 requirements/rasa.in -o requirements/rasa.txt
"$uv" pip compile "${options[@]}" --python-version 3.11 requirements/main.in -o requirements/main.txt
sed -i -E 's/^(torch==[0-9.]+)\+cpu/\1/' requirements/main.txt
