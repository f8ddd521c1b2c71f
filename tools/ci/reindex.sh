#!/bin/sh
# reindex.sh: makes a new index of a content folder, and lets it take the place of the old one only where no gate objects.
#
#   reindex.sh [OPTION]... CONTENT INDEX
#
#   --cache FOLDER     where the last index is kept between runs; CI restores and saves it
#   --judgments FILE   judged queries: `marrow eval` is a gate
#   --queries FILE     what visitors typed, for the report on what changed
#   --report FILE      write a report in Markdown there (else on standard output)
#   --smoke QUERY      must find something
#   --strict           warnings of `marrow check` are a gate, too
#   --allow-shrink     the new index may have far fewer articles than the old one
#   --no-publish       stop before publishing: for pull requests
#   --help             say this
#
# MARROW names the program (default marrow). Exit status: 0 done, 1 a gate objected and nothing is published,
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
  --help)
    sed -n '4,/^set/s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
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
command -v "$marrow" >/dev/null || trouble "$marrow: there is no such program; set MARROW"

# Beside the index, so that publishing is one step; a folder of its own, so that runs at the same time do not meet.
scratch=$(mktemp -d "$index.XXXXXX") || trouble "$index: nothing can be written beside it"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 3' HUP INT TERM
candidate=$scratch/marrow.index
# Whatever ends this run, no report of an earlier one is taken for its own.
[ -z "$report" ] || rm -f "$report"
: >"$scratch/report"
objections=

# Runs a step; its output goes into `said`, its status into `status`. From 2 on it is trouble.
step() {
  status=0
  "$@" >"$scratch/said" 2>"$scratch/complaints" || status=$?
  cat "$scratch/complaints" >&2
  [ "$status" -lt 2 ] || trouble "marrow $2 failed; nothing is published"
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
  object 'marrow index complained'
  report_plain 'Complaints' "$scratch/complaints"
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

if [ -n "$smoke" ] && ! "$marrow" search --index "$candidate" --limit 1 -- "$smoke" >/dev/null; then
  object "the new index finds nothing for \"$smoke\""
fi

# 4. What changes for searchers. An index of another version of the program cannot be read.
if [ -n "$old" ] && ! "$marrow" stats --index "$old" >/dev/null 2>&1; then
  say "$old: cannot be read by this version, so nothing is compared with it"
elif [ -n "$old" ]; then
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
  say 'nothing is published'
  exit 1
fi
if [ -z "$publish" ]; then
  exit 0
fi

# 5. The new index in the place of the old one, which is kept. One of the same content would push out the one before.
digest() {
  "$marrow" stats --index "$1" --json 2>/dev/null | sed -n 's/.*"digest": *"\([0-9a-f]*\)".*/\1/p'
}
if [ -f "$index" ] && [ "$(digest "$candidate")" = "$(digest "$index")" ]; then
  say 'nothing has changed'
else
  if [ -f "$index" ]; then
    ln -f "$index" "$index.previous" 2>/dev/null || cp "$index" "$index.previous" || trouble "$index.previous: cannot be written"
  fi
  mv -f "$candidate" "$index" || trouble "$index: cannot be replaced"
  say "published $index"
fi
if [ -f "$candidate.cache" ]; then
  mv -f "$candidate.cache" "$index.cache" || say "$index.cache: cannot be written; the next run reads all"
fi
if [ -n "$cache" ]; then
  mkdir -p "$cache" && cp "$index" "$cache/marrow.index.new" && mv -f "$cache/marrow.index.new" "$cache/marrow.index" &&
    { [ ! -f "$index.cache" ] || cp "$index.cache" "$cache/marrow.index.cache"; } ||
    say "$cache: cannot be written; the next run begins without it"
fi
