"""Turn the datasets and the words into one website."""
