#!/usr/bin/env bash
# Fetch a release's packed site; it must be what the release workflow of this repository made.
set -euo pipefail

folder=$1
[[ ${TAG:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "TAG is no version: '${TAG:-}'" >&2; exit 2; }
rm -rf "$folder"
gh release download "$TAG" --dir "$folder" --pattern "*-site-${TAG#v}.tar.gz" --pattern SHA256SUMS
(cd "$folder" && sha256sum --check --quiet --ignore-missing SHA256SUMS)
gh attestation verify "$folder"/*-site-"${TAG#v}".tar.gz --repo "$GH_REPO" \
  --signer-workflow "$GH_REPO/.github/workflows/release.yml"
