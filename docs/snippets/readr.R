library(readr)

data <- "{{ data_address }}"
providers <- read_csv(file.path(data, "providers.csv"))
head(providers)
