#!/usr/bin/env bash
# npm run check: everything that must hold before a change goes in, from a fresh clone. Needs Node 20 or newer, npm, and
# root's apt for Chromium and libvirt where they are missing. The last line is "N passed, N failed"; the exit code is 0
# only when nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."

logs=out/ci
rm -rf "$logs"
mkdir -p "$logs"
export NO_COLOR=1
passed=0
failed=0
child=
begun=$SECONDS

# A run that is broken off leaves nothing behind: timeout makes each step a process group of its own, whose members get
# ten seconds to stop what they have started (VS Code's server ends with the test run).
break_off() {
  if [[ -n $child ]]; then
    kill -TERM -- "-$child" 2>/dev/null
    for _ in {1..50}; do
      kill -0 -- "-$child" 2>/dev/null || break
      sleep 0.2
    done
    kill -KILL -- "-$child" 2>/dev/null
  fi
  exit 130
}
trap break_off INT TERM HUP

# step <name> <seconds> <command…>: runs it within the time, shows and keeps its output, says how long it took.
step() {
  local name=$1 limit=$2 start=$SECONDS code=0
  shift 2
  echo "== $name: $*"
  timeout --kill-after=30 "$limit" "$@" </dev/null > >(tee "$logs/$name.log") 2>&1 &
  child=$!
  wait "$child" || code=$?
  child=
  if ((code == 0)); then
    echo "-- $name: ok, $((SECONDS - start)) s"
  else
    echo "-- $name: FAILED with $code, $((SECONDS - start)) s"
  fi
  return "$code"
}

# must <name> …: a step without counts of its own; its failure is one.
must() {
  step "$@" || {
    failed=$((failed + 1))
    return 1
  }
}

# count <code> <passed> <failed>: adds a step's own counts; a bad end that no test accounts for is one failure.
count() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  if (($1 != 0 && $3 == 0)); then failed=$((failed + 1)); fi
}

# What failed or was run again, once more: the end of a long output is what people read.
failures() {
  local name
  for name in e2e libvirt editors fuzz; do
    [[ -f $logs/$name.log ]] && grep -E -A 8 ': (FAIL|again) ' "$logs/$name.log" | cut -c 1-400
  done
  [[ -f $logs/unit.log ]] && grep -E '^ *(FAIL|×) ' "$logs/unit.log" | cut -c 1-400
}

finish() {
  if ((failed > 0)); then echo "== what failed"; fi
  failures
  echo "== done in $((SECONDS - begun)) s"
  echo "$passed passed, $failed failed"
  exit $((failed > 0))
}

# jq for a guide whose commands are run; acl and attr show what protects a file that --fix has written.
install_tools() {
  command -v jq >/dev/null && command -v setfacl >/dev/null && command -v setfattr >/dev/null && return 0
  [[ $(id -u) == 0 ]] || return 0
  must tools 300 sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends jq acl attr'
}

install_chromium() {
  command -v chromium chromium-browser google-chrome >/dev/null && return 0
  [[ $(id -u) == 0 ]] || return 0
  must apt 600 sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium'
}

vitest_counts() {
  node -e '
    const report = JSON.parse(require("node:fs").readFileSync("out/vitest.json", "utf8"));
    console.log(report.numPassedTests, report.numFailedTests);' 2>/dev/null || echo "0 0"
}

# closing_counts <step>: what its line "N passed, N failed" says.
closing_counts() {
  sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$logs/$1.log" | tail -n 1 | grep . || echo "0 0"
}

if [[ ! node_modules/.package-lock.json -nt package-lock.json ]]; then
  must install 300 npm ci --no-audit --no-fund || finish
fi
install_chromium
install_tools
must lint 300 npm run --silent lint
must style 60 npm run --silent style
must data 300 npm run --silent data:check
must build 300 npm run --silent build || finish

rm -f out/vitest.json
step unit 900 npm test --silent -- --reporter=default --reporter=json --outputFile.json=out/vitest.json
count $? $(vitest_counts)

# The extension as it ships, installed.
must package 120 npm run --silent package -- --out "$logs/libvirt-cpu.vsix"
step e2e 3000 npm run --silent test:e2e -- --vsix "$logs/libvirt-cpu.vsix"
count $? $(closing_counts e2e)

step fuzz 120 npm run --silent fuzz -- --smoke
count $? $(closing_counts fuzz)

step editors 300 npm run --silent test:editors -- --install
count $? $(closing_counts editors)

step libvirt 600 npm run --silent test:libvirt -- --install
count $? $(closing_counts libvirt)

# Only that it runs: how fast this machine is today is no test.
must bench 600 npm run --silent bench -- --smoke
must start 180 npm start --silent -- --check
finish
