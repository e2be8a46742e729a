#!/usr/bin/env bash
# Fetch the data of every version that was offered, so that its addresses go on answering.
set -euo pipefail

folder=$1
rm -rf "$folder"
mkdir -p "$folder"
for tag in $(gh release list --limit 1000 --json tagName --jq '.[].tagName'); do
  [[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || continue
  gh release download "$tag" --dir "$folder/$tag" --pattern "*-${tag#v}.zip"
  mv "$folder/$tag"/*-"${tag#v}".zip "$folder/$tag.zip"
  rm -r "${folder:?}/$tag"
done
