"""`python -m kexie_extract.lexicon` compiles the TOML files into `compiled.json`."""

from pathlib import Path

from kexie_extract.lexicon import store

target = Path(str(store.HERE)) / "compiled.json"
target.write_text(store.compile_sources(), encoding="utf-8")
print(f"wrote {target}")
