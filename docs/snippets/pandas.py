import pandas as pd

data = "{{ data_address }}"
states = pd.read_csv(f"{data}/derived/rule_states.csv")
day = "2024-07-19"
held = states[(states["from_on"] <= day) & ~(states["until_on"] < day)]
print(held[["rule_id", "state", "value_text_en"]])
