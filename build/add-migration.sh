#!/usr/bin/env bash
# Adds a migration to both databases: build/add-migration.sh Name
set -euo pipefail
cd "$(dirname "$0")/.."
export EfDesign=true
dotnet tool restore >/dev/null
dotnet restore src/Portal.Web >/dev/null
for provider in Sqlite Postgres; do
  dotnet ef migrations add "$1" --project src/Portal --startup-project src/Portal.Web \
    --context "${provider}PortalDb" --output-dir "Data/Migrations/$provider"
done
