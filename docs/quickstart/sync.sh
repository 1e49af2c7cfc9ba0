#!/usr/bin/env bash
# Keeps a copy of what an Nq72 installation shows, a file for each item. usage: sync.sh BASE_URL FOLDER
set -euo pipefail
base=$1 folder=$2
mkdir -p "$folder"
page=$(mktemp)
trap 'rm -f "$page"' EXIT
more=true
while [ "$more" = true ]; do
    since=$(cat "$folder/.since" 2>/dev/null || true)
    status=$(curl -sS -o "$page" -w '%{http_code}' --retry 5 ${NQ72_TOKEN:+-H "Authorization: Bearer $NQ72_TOKEN"} "$base/api/v1/sync?limit=1000${since:+&since=$since}")
    if [ "$status" = 410 ]; then # the installation was restored from a backup: begin again
        rm -f "$folder"/*.json "$folder/.since"
        continue
    fi
    if [ "$status" != 200 ]; then
        jq -r '"\(.status) \(.code): \(.detail // .title)"' "$page" >&2
        exit 1
    fi
    jq -r '.changes[] | if .op == "upsert" then "+ \(.item.id)" else "- \(.id) \(.reason)" end' "$page" | while read -r sign id reason; do
        if [ "$sign" = + ]; then
            jq --arg id "$id" '.changes[] | select(.op == "upsert" and .item.id == $id) | .item' "$page" >"$folder/$id.json"
        else
            rm -f "$folder/$id.json"
            [ "$reason" != retracted ] || echo "taken back: $id; tell your readers"
        fi
    done
    # last: what is applied twice does no harm, what is skipped would be missing
    jq -r .next "$page" >"$folder/.since"
    more=$(jq -r .more "$page")
done
echo "$(find "$folder" -name '*.json' | wc -l) in the copy"
