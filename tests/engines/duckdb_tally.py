"""Runs a query that Garant wrote in DuckDB, and writes its result.

    python duckdb_tally.py QUERY.sql RESULT.csv [DATABASE]

The result is CSV, JSON or Parquet, by its ending. Several queries at once: `-` in place of both names, and on standard
input one pair a line with a tab between; a line `done` or `failed: …` answers each.
"""

import os
import sys

import duckdb

FORMS = {".csv": "csv, header", ".json": "json, array true", ".jsonl": "json", ".parquet": "parquet"}


def run(connection, query_file, result_file):
    # Line ends within a text of the query are part of it.
    with open(query_file, encoding="utf-8", newline="") as file:
        query = file.read()
    form = FORMS[os.path.splitext(result_file)[1]]
    target = result_file.replace("'", "''")
    connection.execute(f"COPY (\n{query}\n) TO '{target}' (FORMAT {form})")


def main():
    names = sys.argv[1:]
    connection = duckdb.connect(names[2] if len(names) > 2 else ":memory:")
    if names[0] != "-":
        run(connection, *names[:2])
        return
    for line in sys.stdin:
        try:
            run(connection, *line.rstrip("\n").split("\t"))
            print("done", flush=True)
        except duckdb.Error as error:
            print("failed:", " ".join(str(error).split()), flush=True)


if __name__ == "__main__":
    main()
