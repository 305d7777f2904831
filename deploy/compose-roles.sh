#!/bin/sh
# Runs once, when the container of the database starts on an empty volume.
set -eu
psql -v ON_ERROR_STOP=1 -v service="$SERVICE_PASSWORD" -v public="$PUBLIC_PASSWORD" \
    -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE aluekartta_service LOGIN PASSWORD :'service';
CREATE ROLE aluekartta_public LOGIN PASSWORD :'public';
SQL
