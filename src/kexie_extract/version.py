"""The version of the tool; the version of the records is `model.records.SCHEMA_VERSION`."""

__version__ = "0.1.0"
