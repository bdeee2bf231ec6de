"""`python -m kexie_extract` is `kexie-extract`."""

from kexie_extract.cli import run

if __name__ == "__main__":
    run()
