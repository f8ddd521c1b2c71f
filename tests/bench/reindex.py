#!/usr/bin/env python3
"""reindex.py DOCS.jsonl MARROW FOLDER: what indexing a folder again costs, and what memory a run takes.

Prints tables like those of bench.c. README.md tells what the figures mean.
"""

import html
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

FILES = 16_000
ROUNDS = 5
CURVE = (1_000, 10_000, 100_000)
PAGES = 10_000


def title(name, other):
    print(f"\n{name:<46}{'ours':>11}{other:>14}{'measured':>11}  target", flush=True)


def number(value):
    if value is None:
        return "-"
    whole = len(str(int(value))) if value >= 1 else 1
    return f"{value:.{max(0, 4 - whole)}f}"


def row(figure, ours, other, measured, most=None, least=None):
    target = "-"
    if most is not None:
        target = f"<= {most:g} {'met' if measured <= most else 'MISSED'}"
    elif least is not None:
        target = f">= {least:g} {'met' if measured >= least else 'MISSED'}"
    print(f"  {figure:<44}{number(ours):>11}{number(other):>14}{number(measured):>11}  {target}", flush=True)


def note(text):
    print(f"    {text}", flush=True)


def run(arguments, **how):
    """Seconds, peak megabytes and seconds of processors of a command that must end well."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **how)
    said = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        sys.exit(f"reindex.py: {' '.join(map(str, arguments))}: {said.decode(errors='replace')[:500]}")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


# A process begins with the peak of the one that starts it, and this one holds a collection: a small one starts it.
PEAK = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, usage = os.wait4(process, 0)
print(usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def peak(arguments):
    """Peak megabytes of a command that must end well."""
    said = subprocess.run([sys.executable, "-I", "-S", "-c", PEAK, *arguments], capture_output=True, text=True, check=False)
    if said.returncode != 0:
        sys.exit(f"reindex.py: {' '.join(map(str, arguments))}: {said.stderr[:500]}")
    return float(said.stdout)


def least(arguments, rounds=ROUNDS):
    return min(run(arguments)[0] for _ in range(rounds))


def articles(docs, count):
    """That many articles: those of the collection, and where these end, the same again with a word of their own."""
    with open(docs, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    for i in range(count):
        article = lines[i % len(lines)]
        turn = i // len(lines)
        yield article["title"], article["text"] + (f"\n\nTurn{turn}." if turn else "")


def write_folder(folder, docs, count, ending, form):
    for i, (name, text) in enumerate(articles(docs, count)):
        path = folder / f"{i // 500:03}" / f"a{i:06}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form(name, text), encoding="utf-8")


def markdown(name, text):
    return f"---\ntitle: {json.dumps(name)}\n---\n{text}\n"


def page(name, text):
    paragraphs = "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n"))
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(name)}</title></head>\n'
            f"<body><main>\n<h1>{html.escape(name)}</h1>\n{paragraphs}</main></body></html>\n")


def measure_again(marrow, docs, root):
    content, index = root / "content", root / "again.index"
    write_folder(content, docs, FILES, "md", markdown)
    command = [marrow, "index", content, "-o", index]
    article = content / "000" / "a000003.md"
    clean = least([*command, "--full"], 3)
    time.sleep(2.5)  # times of files are trusted from then on
    run([*command, "--full"])
    nothing = least(command)
    find = least(["find", content, "-type", "f", "-printf", "%s %T@ %p\\n"])
    changed = []
    for turn in range(3):
        with article.open("a") as file:
            file.write(f"\nAnother sentence {turn}.\n")
        changed.append(run(command)[0])
    title(f"A folder of {FILES:,} files again", "other")
    row("nothing changed, s; find", nothing, find, nothing / find, most=3)
    row("one article changed, s; all from the beginning", min(changed), clean, min(changed) / clean, most=0.1)
    added = []
    for turn in range(3):
        (content / "007" / f"new{turn}.md").write_text(markdown(f"New {turn}", "A new article of a few words."), encoding="utf-8")
        added.append(run(command)[0])
    row("one article added, s; all from the beginning", min(added), clean, min(added) / clean)
    size = index.stat().st_size
    run([*command, "--full"])
    row("the file after that, MB; from the beginning", size / 1e6, index.stat().st_size / 1e6, size / index.stat().st_size)
    shutil.rmtree(content)


def measure_memory(marrow, docs, root):
    title("Peak memory", "MB of text")
    for count in CURVE:
        lines = root / "curve.jsonl"
        size = 0
        with lines.open("w", encoding="utf-8") as file:
            for i, (name, text) in enumerate(articles(docs, count)):
                size += len(text.encode())
                file.write(json.dumps({"id": str(i), "title": name, "text": text}) + "\n")
        most = peak([marrow, "index", lines, "-o", root / "curve.index"])
        row(f"{count:,} articles, MB", most, size / 1e6, most / (size / 1e6))
        for path in (lines, *root.glob("curve.index*")):
            path.unlink()


def find_pagefind():
    named = os.environ.get("PAGEFIND") or shutil.which("pagefind")
    return Path(named) if named else None


def measure_pagefind(marrow, docs, root):
    title(f"{PAGES:,} pages of HTML", "Pagefind")
    pagefind = find_pagefind()
    if pagefind is None:
        note("not measured: there is no pagefind (npm install pagefind; PAGEFIND names the program)")
        return
    pages = root / "pages"
    write_folder(pages, docs, PAGES, "html", page)
    tried = subprocess.run([marrow, "index", pages, "-o", root / "pages.index", "--full"], capture_output=True, check=False)
    if tried.returncode == 0:
        commands = ([marrow, "index", pages, "-o", root / "pages.index", "--full"],
                    [pagefind, "--site", pages, "--output-path", root / "pagefind"])
        turns = [[run(command) for command in commands] for _ in range(3)]
        ours, other = (min(turn[side][0] for turn in turns) for side in (0, 1))
        row("from the beginning, s (least of 3)", ours, other, other / ours, least=5)
        ours, other = (min(turn[side][2] for turn in turns) for side in (0, 1))
        row("  of all processors, s", ours, other, other / ours)
        ours, other = (max(turn[side][1] for turn in turns) for side in (0, 1))
        row("  peak memory, MB", ours, other, other / ours)
    else:
        note("not measured: " + tried.stderr.decode().splitlines()[0])
    shutil.rmtree(pages)


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: reindex.py DOCS.jsonl MARROW FOLDER; the folder takes the files that are measured")
    docs, marrow, root = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]) / "reindex"
    root.mkdir()
    measure_again(marrow, docs, root)
    measure_memory(marrow, docs, root)
    measure_pagefind(marrow, docs, root)
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
