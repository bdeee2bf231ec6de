"""stub"""
HINT='pip install "kexie-extract[ocr]"'
def available(): return False
def recognise_pages(source, pages, notes): ...
