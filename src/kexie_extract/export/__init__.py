"""Documents to files: json, jsonl, csv, xlsx, md, html, sqlite, parquet."""
