from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
# the Parquet files of this record, copied to where the cluster reads from
states = spark.read.parquet("/data/korea-crypto-rules/derived/provider_states.parquet")
trades = spark.read.parquet("/data/trades")  # a table of yours, with provider_id and traded_on
trades.join(states, "provider_id").where(
    "kind = 'bank' AND traded_on >= from_on AND (next_on IS NULL OR traded_on < next_on)"
).groupBy("bank_en").count().show()
