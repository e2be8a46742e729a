#!/usr/bin/env bash
# Keep one open issue that says what to look at again; without a report, close it.
set -euo pipefail

report=$1
title="Look again: rows and sources"
number=$(gh issue list --app github-actions --state open --json number,title \
  --jq "map(select(.title == \"$title\"))[0].number // empty")
if [ -s "$report" ] && [ -n "$number" ]; then
  gh issue edit "$number" --body-file "$report"
elif [ -s "$report" ]; then
  gh issue create --title "$title" --body-file "$report"
elif [ -n "$number" ]; then
  gh issue close "$number" --comment "Nothing to look at again."
else
  echo "nothing to look at again, and no open issue"
fi
