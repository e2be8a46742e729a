import polars as pl

data = "{{ data_address }}"
events = pl.read_parquet(f"{data}/licence_events.parquet")
print(events.group_by("licence_event_type").len().sort("len", descending=True))
