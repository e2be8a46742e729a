"""The public files that are not pages, one format a file."""
