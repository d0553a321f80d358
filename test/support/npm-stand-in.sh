#!/bin/sh
# Takes npm's place in start.test.ts: installs nothing, fails when the lockfile says so.
if grep -q '"fail"' package-lock.json; then
  echo "npm stand-in: told to fail" >&2
  exit 7
fi
