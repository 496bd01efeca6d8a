"""Runs a query that Garant wrote in Spark on this machine, and writes its result as one CSV.

    python spark_tally.py TABLE.csv|TABLE.parquet QUERY.sql RESULT.csv

The table is the view `rows`; the columns of a CSV are texts. Further pairs QUERY RESULT may follow.
"""

import csv
import sys

from pyspark.sql import SparkSession


def main():
    table, *pairs = sys.argv[1:]
    spark = SparkSession.builder.master("local[2]").appName("garant").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    if table.endswith(".parquet"):
        rows = spark.read.parquet(table)
    else:
        # Spark escapes a quote with a backslash unless told otherwise.
        rows = spark.read.csv(
            table, header=True, inferSchema=False, quote='"', escape='"', multiLine=True, mode="FAILFAST"
        )
    rows.createOrReplaceTempView("rows")
    for query_file, result_file in zip(pairs[::2], pairs[1::2]):
        with open(query_file, encoding="utf-8", newline="") as file:
            result = spark.sql(file.read())
        # The result is small; Spark's own writer would trim texts.
        with open(result_file, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(result.columns)
            writer.writerows(result.collect())
    spark.stop()


if __name__ == "__main__":
    main()
