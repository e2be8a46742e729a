#!/usr/bin/env bash
# Offer the files of a release under its tag.
set -euo pipefail

folder=$1
[[ ${TAG:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "TAG is no version: '${TAG:-}'" >&2; exit 2; }
(cd "$folder" && sha256sum --check --quiet SHA256SUMS)
gh release create "$TAG" --verify-tag --title "$TAG" --notes-file "$folder/notes.md" \
  "$folder"/*.tar.gz "$folder"/*.zip "$folder/SHA256SUMS"
