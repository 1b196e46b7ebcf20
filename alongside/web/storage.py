"""Static files named by what is in them, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped library
    """Hashed and compressed, and scripts that import other scripts find them by their hash."""

    support_js_module_import_aggregation = True
