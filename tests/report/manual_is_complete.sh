#!/bin/bash
# Every option of `memprof COMMAND --help` stands in its manual page: MEMPROF COMMAND DOCS.
page=$(sed 's/\\-/-/g' "$3/memprof-$2.1")
options=$("$1" "$2" --help | grep -oE -- '--[a-z-]+' | sort -u)
[ -n "$options" ] || { echo "no options found"; exit 1; }
for option in $options; do
	case $option in --help | --version) continue ;; esac
	grep -q -- "$option" <<<"$page" || { echo "$option is not in memprof-$2.1"; missing=1; }
done
exit ${missing:-0}
