#!/bin/sh
# reindex.sh: makes a new index of a content folder, and lets it take the place of the old one only where no gate objects.
#
#   reindex.sh [OPTION]... CONTENT INDEX
#
#   --cache FOLDER     where the last index is kept between runs; CI restores and saves it
#   --judgments FILE   judged queries: `marrow eval` is a gate
#   --queries FILE     what visitors typed, for the report on what changed
#   --report FILE      write a report in Markdown there (else on standard output)
#   --smoke QUERY      must find something once the index is published, or the old one returns
#   --strict           warnings of `marrow check` are a gate, too
#   --allow-shrink     the new index may have far fewer articles than the old one
#   --no-publish       stop before publishing: for pull requests
#
# MARROW names the program (default marrow). Exit status: 0 done, 1 a gate objected and the old index stays,
# 2 wrong usage, 3 trouble. docs/reindexing.md tells more.
set -eu

marrow=${MARROW:-marrow}
cache= judgments= queries= report= smoke= strict= shrink= publish=yes

say() {
  printf 'reindex: %s\n' "$1" >&2
}

usage() {
  say "$1"
  printf 'usage: reindex.sh [--cache FOLDER] [--judgments FILE] [--queries FILE] [--report FILE]\n' >&2
  printf '                  [--smoke QUERY] [--strict] [--allow-shrink] [--no-publish] CONTENT INDEX\n' >&2
  exit 2
}

trouble() {
  say "$1"
  exit 3
}

while [ $# -gt 0 ]; do
  case $1 in
  --cache | --judgments | --queries | --report | --smoke)
    [ $# -gt 1 ] || usage "$1 takes a value"
    case $1 in
    --cache) cache=$2 ;;
    --judgments) judgments=$2 ;;
    --queries) queries=$2 ;;
    --report) report=$2 ;;
    --smoke) smoke=$2 ;;
    esac
    shift
    ;;
  --strict) strict=--strict ;;
  --allow-shrink) shrink=--allow-shrink ;;
  --no-publish) publish= ;;
  --)
    shift
    break
    ;;
  -*) usage "there is no option $1" ;;
  *) break ;;
  esac
  shift
done

[ $# -eq 2 ] || usage 'name the folder of articles and the index'
content=$1 index=$2
candidate=$index.candidate
command -v "$marrow" >/dev/null || trouble "$marrow: there is no such program; set MARROW"

scratch=$(mktemp -d) || trouble 'no scratch folder can be made; set TMPDIR'
trap 'rm -rf "$scratch" "$candidate" "$candidate".*' EXIT
trap 'exit 3' HUP INT TERM
: >"$scratch/report"
objections=

# Runs a step; its output goes into `said`, its status into `status`. From 2 on it is trouble.
step() {
  status=0
  "$@" >"$scratch/said" 2>"$scratch/complaints" || status=$?
  cat "$scratch/complaints" >&2
  [ "$status" -lt 2 ] || trouble "$2 failed; the old index stays"
}

object() {
  say "$1"
  objections="$objections
* $1"
}

# A part of the report that is no Markdown of its own.
report_plain() {
  {
    printf '\n### %s\n\n' "$1"
    # Four spaces make a line code, whatever stands in it.
    sed 's/^/    /' "$2"
  } >>"$scratch/report"
}

# 1. What there was: the index itself, else that of the last run on another machine.
old=
if [ -f "$index" ]; then
  old=$index
elif [ -n "$cache" ] && [ -f "$cache/marrow.index" ]; then
  old=$cache/marrow.index
fi

# 2. A new one, from the old one where that saves work.
if [ -n "$old" ]; then
  cp "$old" "$candidate" || trouble "$candidate: cannot be written"
  # What the last run saw of its files: where nothing changed since, they are not read again.
  if [ -f "$old.cache" ]; then
    cp "$old.cache" "$candidate.cache" || trouble "$candidate.cache: cannot be written"
  fi
fi
step "$marrow" index "$content" -o "$candidate" $shrink
if [ "$status" -eq 1 ]; then
  object 'marrow index left something out'
  report_plain 'Left out' "$scratch/complaints"
fi

# 3. Gates.
step "$marrow" check "$content" --index "$candidate" --format markdown $strict
if [ "$status" -eq 1 ]; then
  object 'marrow check found what must be mended'
fi
cat "$scratch/said" >>"$scratch/report"
if [ -n "$judgments" ]; then
  step "$marrow" eval --index "$candidate" --judgments "$judgments"
  report_plain 'Judged queries' "$scratch/said"
  if [ "$status" -eq 1 ]; then
    object "$(sed -n 's/^marrow: //p' "$scratch/complaints")"
  fi
fi

# 4. What changes for searchers.
if [ -n "$old" ]; then
  set --
  if [ -n "$queries" ]; then
    set -- --queries "$queries"
  elif [ -n "$judgments" ]; then
    set -- --judgments "$judgments"
  fi
  step "$marrow" diff "$old" "$candidate" --format markdown "$@"
  printf '\n' >>"$scratch/report"
  cat "$scratch/said" >>"$scratch/report"
fi

{
  if [ -n "$objections" ]; then
    printf '## The index is not published\n%s\n\n' "$objections"
  fi
  cat "$scratch/report"
} >"$scratch/whole"
if [ -n "$report" ]; then
  cp "$scratch/whole" "$report" || trouble "$report: cannot be written"
else
  cat "$scratch/whole"
fi
if [ -n "$objections" ]; then
  say 'the old index stays'
  exit 1
fi
if [ -z "$publish" ]; then
  exit 0
fi

# 5. The new index in the place of the old one, which is kept. The same one again would push out the one before.
if [ -f "$index" ] && cmp -s "$candidate" "$index"; then
  say 'nothing has changed'
  publish=
elif [ -f "$index" ]; then
  ln -f "$index" "$index.previous" 2>/dev/null || cp "$index" "$index.previous" || trouble "$index.previous: cannot be written"
fi
[ -z "$publish" ] || mv -f "$candidate" "$index" || trouble "$index: cannot be replaced"
if [ -n "$publish" ] && [ -n "$smoke" ] && ! "$marrow" search --index "$index" --limit 1 -- "$smoke" >/dev/null; then
  say "the published index finds nothing for \"$smoke\""
  if [ -f "$index.previous" ]; then
    "$marrow" rollback "$index" >&2 || trouble "$index: the old index is $index.previous and could not be put back"
  else
    rm -f "$index"
  fi
  exit 1
fi
if [ -f "$candidate.cache" ]; then
  mv -f "$candidate.cache" "$index.cache" || say "$index.cache: cannot be written; the next run reads all"
fi
if [ -n "$cache" ]; then
  mkdir -p "$cache" && cp "$index" "$cache/marrow.index.new" && mv -f "$cache/marrow.index.new" "$cache/marrow.index" &&
    { [ ! -f "$index.cache" ] || cp "$index.cache" "$cache/marrow.index.cache"; } ||
    say "$cache: cannot be written; the next run begins without it"
fi
[ -z "$publish" ] || say "published $index"
