import duckdb

data = "{{ data_address }}"
print(
    duckdb.sql(
        f"""
        SELECT publisher, count(*) AS documents
        FROM '{data}/sources.parquet'
        GROUP BY publisher ORDER BY documents DESC LIMIT 10
        """
    )
)
