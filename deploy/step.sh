#!/usr/bin/env bash
# Run one step of the set-up: say what it is, show that it lives, keep its output in var/log, say how long it took.
# Usage: deploy/step.sh "What it does" NAME COMMAND...
set -u
title=$1 name=$2
shift 2
mkdir -p var/log
log=var/log/$name.log
start=$(date +%s)
printf '▸ %s …' "$title"
"$@" >"$log" 2>&1 &
child=$!
trap 'kill $child 2>/dev/null; exit 130' INT TERM
while kill -0 $child 2>/dev/null; do
  sleep 1
  if [ -t 1 ]; then
    printf '\r▸ %s … %ss ' "$title" $(($(date +%s) - start))
  elif [ $((($(date +%s) - start) % 15)) -eq 0 ]; then
    printf '.'
  fi
done
if wait $child; then
  printf ' done in %ss\n' $(($(date +%s) - start))
else
  status=$?
  printf ' failed after %ss. The end of %s:\n' $(($(date +%s) - start)) "$log"
  tail -n 25 "$log"
  exit "$status"
fi
