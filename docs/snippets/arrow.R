library(arrow)

data <- "{{ data_address }}"
values <- read_parquet(file.path(data, "rule_values.parquet"))
head(values)
