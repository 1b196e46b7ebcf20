"""Static files named by what is in them, so that browsers may keep them for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped library
    """Hashed and compressed, and scripts that import other scripts find them by their hash."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        """Leave out htmx's extensions: they import htmx by a name that only a bundler resolves."""
        used = {name: path for name, path in paths.items() if "django_htmx/ext/" not in name}
        yield from super().post_process(used, *args, **options)
