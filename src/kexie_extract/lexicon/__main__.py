"""`python -m kexie_extract.lexicon` compiles the TOML files and the divisions into the JSON files that are loaded."""

from kexie_extract.lexicon import regions, store

for name, text in (("compiled.json", store.compile_sources()), ("regions.json", regions.compile_list())):
    (store.HERE / name).write_text(text, encoding="utf-8")
    print(f"wrote {store.HERE / name}")
