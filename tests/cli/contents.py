"""What an index file holds, whatever its bytes: for comparing one that was changed in place with one made from the beginning."""

import sqlite3
import struct

TABLES = {"meta": "key", "resource": "name", "article": "number", "vocabulary": "term", "per_article": "name", "facet": "place", "moved": "address"}


def contents(path):
    """All tables but FTS5's own, whose words cannot be read without Marrow's tokenizer. Rows of articles may stand anywhere."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        tables = {table: {row[0]: row for row in connection.execute(f"SELECT * FROM {table}")} for table in TABLES}
    finally:
        connection.close()
    slots = tables["per_article"].pop("slot", None)
    if slots is not None:
        numbers = {slot: i + 1 for i, (slot,) in enumerate(struct.iter_unpack("<I", slots[1]))}
        tables["article"] = {numbers[slot]: (numbers[slot], *row[1:]) for slot, row in tables["article"].items()}
    return tables


def differences(left, right):
    """Sentences on what two files hold otherwise, at most a few."""
    a, b = contents(left), contents(right)
    found = []
    for table in TABLES:
        keys = [key for key in sorted(set(a[table]) | set(b[table])) if a[table].get(key) != b[table].get(key)]
        found += [f"{table} {key!r}: {str(a[table].get(key))[:300]} and {str(b[table].get(key))[:300]}" for key in keys[:3]]
    return found
