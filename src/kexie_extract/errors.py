"""The errors of kexie-extract, one tree:

    KexieError                    anything this package raises on purpose
    ├── InputError                the input cannot be used; exit code 1
    │   ├── UnreadableFileError   missing, empty, truncated, not what its name says
    │   ├── UnsupportedFormatError  no loader takes it
    │   ├── EncryptedFileError    needs a password
    │   ├── EncodingError         text in no encoding that could be told
    │   ├── NoTextError           pages without a text layer
    │   └── LimitError            larger, deeper or slower than the limits allow
    ├── MissingDependencyError    a program or an extra is not installed; exit code 1
    ├── OutputError               the output cannot be written; exit code 1
    ├── LexiconError              a user's lexicon file is wrong; exit code 2
    └── InternalError             our defect; exit code 1

Every message is one sentence that names the file and says what to do about it.
"""


class KexieError(Exception):
    """Anything this package raises on purpose.

    Attributes:
        exit_code: what the command line returns when this error ends a run.
    """

    exit_code = 1


class InputError(KexieError):
    """The input cannot be used."""


class UnreadableFileError(InputError):
    """The file is missing, empty, truncated or not what its first bytes say."""


class UnsupportedFormatError(InputError):
    """No loader takes this format."""


class EncryptedFileError(InputError):
    """The file needs a password."""


class EncodingError(InputError):
    """Text in no encoding that could be told; `--encoding` decides."""


class NoTextError(InputError):
    """Pages without a text layer, and OCR not asked for or not installed."""


class LimitError(InputError):
    """The input is larger, deeper or slower than the limits allow."""


class MissingDependencyError(KexieError):
    """A program or an optional extra is not installed."""


class OutputError(KexieError):
    """The output cannot be written."""


class LexiconError(KexieError):
    """A lexicon file is wrong; the message names file, line and entry."""

    exit_code = 2


class InternalError(KexieError):
    """A defect of kexie-extract itself."""
