#!/usr/bin/env bash
# Builds, runs every test and ends with one line "N passed, N failed".
#   ./test.sh        everything but the long ones
#   ./test.sh fast   without browser, fault and format checks
#   ./test.sh full   the long ones too
# With PICTURES=1 the journeys keep pictures of what they saw in TestResults.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DEBIAN_FRONTEND=noninteractive
# Counting what is called often pays off in hours, not in the minutes that a test run takes.
export DOTNET_TieredPGO=0

level=${1:-default}
configuration=Release
results=$PWD/TestResults
# The demo's bank takes longest to make: the journeys make it and leave it to the tests that come after them.
export BANK=$results/bank
# A test that hangs is ended and counts as failed.
longest_test=20m
passed=0
failed=0

case $level in
  fast) filter='Category!=Browser&Category!=Fault&Category!=Long' ;;
  default) filter='Category!=Long' ;;
  full) filter='' longest_test=60m ;;
  *) echo "usage: ./test.sh [fast|full]" >&2; exit 2 ;;
esac

say() { printf '\n== %s\n' "$*"; }

finish() {
  rm -rf "$BANK"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit $?
}

give_up() {
  echo "$*" >&2
  failed=$((failed + 1))
  finish
}

have_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_faketime() { compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null; }
have_chromium() { [ -x /usr/bin/chromium ]; }
have_shell() { [ -x /usr/bin/chromium-headless-shell ]; }

install_what_is_missing() {
  local missing=() wanted=()
  have_postgres || missing+=(postgresql)
  [ "$level" = fast ] || have_chromium || missing+=(chromium)
  [ "$level" = fast ] || have_faketime || missing+=(libfaketime)
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    [ "$level" = fast ] || have_shell || wanted+=(chromium-headless-shell)
    [ ${#missing[@]} -eq 0 ] && [ ${#wanted[@]} -eq 0 ] && return
    say "Installing ${missing[*]} ${wanted[*]}"
    apt-get update -qq
    [ ${#missing[@]} -eq 0 ] || apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || give_up "apt-get could not install ${missing[*]}."
    [ ${#wanted[@]} -eq 0 ] || apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null || echo "${wanted[*]} could not be installed: the journeys do with chromium, and take longer."
    return
  fi
  [ ${#missing[@]} -eq 0 ] && return

  [ "$level" = fast ] || have_faketime || give_up "One journey starts a portal three days on: install libfaketime, then run ./test.sh again."
  # Chromium is left to Playwright's own installer, which needs the build.
  have_postgres || give_up "The tests start a PostgreSQL of their own: install the server's programs (initdb, pg_ctl), then run ./test.sh again."
}

install_playwright_chromium() {
  [ "$level" = fast ] || have_chromium && return
  say "Installing Chromium by Playwright"
  local driver=tests/Portal.EndToEnd/bin/$configuration/net10.0/.playwright
  "$(compgen -G "$driver/node/*/node" | head -n 1)" "$driver/package/cli.js" install chromium || give_up "Chromium could not be installed: install it as /usr/bin/chromium, then run ./test.sh again."
}

# Programs of others that judge what the portal sends; npm ci runs only when the lock changed.
install_clients() {
  local clients=tests/clients
  [ "$level" = fast ] && return
  [ $clients/node_modules/.package-lock.json -nt $clients/package-lock.json ] && return
  say "Installing the clients"
  (cd $clients && npm ci --loglevel=error) || give_up "npm could not install the clients of tests/clients."
  touch $clients/node_modules/.package-lock.json
}

# Runs one project's tests that a filter leaves; its result file is named as the run is.
run_tests() {
  local name=$1 project=$2 narrowed=$3
  dotnet test "$project" -c $configuration --no-build --filter "$narrowed" --results-directory "$results" --logger "trx;LogFileName=$name.trx" \
    --logger "console;verbosity=minimal" --blame-hang-timeout "$longest_test" --blame-hang-dump-type none
}

# Adds up what one run's result file says; a run that crashed or ran nothing is a failure of its own.
count() {
  local name=$1 code=$2 counters
  local file=$results/$name.trx
  local total=0 good=0
  if [ -s "$file" ]; then
    counters=$(grep -o '<Counters [^>]*>' "$file")
    total=$(sed -E 's/.* total="([0-9]+)".*/\1/' <<<"$counters")
    good=$(sed -E 's/.* passed="([0-9]+)".*/\1/' <<<"$counters")
  fi
  # What was skipped was not shown to work.
  local bad=$((total - good))
  if [ "$total" -eq 0 ]; then
    echo "$name ran no test." >&2
    bad=1
  elif [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
    echo "$name ended with $code although its tests passed." >&2
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
}

run_project() {
  say "$1"
  run_tests "$@"
  count "$1" $?
}

# Both filters; the first may be empty.
both() { printf '%s' "${1:+($1)&}$2"; }

for tool in dotnet node; do
  command -v $tool >/dev/null || give_up "$tool is missing: .NET SDK 10 and Node 20 are needed."
done
rm -rf "$results"
mkdir -p "$results"
install_what_is_missing

say "Building"
dotnet build Portal.sln -c $configuration -v quiet || give_up "The build failed."
install_playwright_chromium
install_clients

# Browsers wait for most of their time: beside them there is room for the projects that compute, and for the format, which counts as
# one test. What the journeys say is shown when they are done. The tests that kill and flood have the machine to themselves afterwards.
journeys=Portal.EndToEnd
if [ "$level" != fast ]; then
  mkdir -p "$results/said"
  set -m
  (
    run_tests $journeys tests/$journeys "$(both "$filter" 'Category!=Fault')" >"$results/said/$journeys" 2>&1
    echo $? >"$results/said/$journeys.code"
  ) &
  beside=$!
  set +m
  trap 'kill -- -$beside 2>/dev/null' EXIT
fi

for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  grep -q '<IsTestProject>true' "$project" || continue
  [ "$name" = $journeys ] || run_project "$name" "$project" "$filter"
done

if [ "$level" != fast ]; then
  # What analyzers say of style is an error of the build already, and the order of usings a test.
  say "Checking the format"
  dotnet format whitespace Portal.sln --no-restore --verify-no-changes && passed=$((passed + 1)) || failed=$((failed + 1))
  wait $beside
  trap - EXIT
  say $journeys
  cat "$results/said/$journeys"
  count $journeys "$(cat "$results/said/$journeys.code")"
  run_project $journeys.Faults tests/$journeys "$(both "$filter" 'Category=Fault')"
fi
finish
