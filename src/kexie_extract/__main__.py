"""`python -m kexie_extract` is `kexie-extract`."""

from kexie_extract.cli import main

if __name__ == "__main__":
    main(prog_name="kexie-extract")
