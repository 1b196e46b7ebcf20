"""How much of a file is taken from a browser at all, before any page looks at it.

Django counts what is typed and leaves files to whoever stands before it; what is behind a proxy
without a limit would be filled by anybody, signed in or not.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class NoMoreThanPagesTake(FileUploadHandler):
    """Refuse a request with files that is larger than one with none may be."""

    def handle_raw_input(self, *told: Any, **_: Any) -> None:
        """Look at the length before anything is read; what says no length, Django does not read."""
        content_length = told[2]
        if content_length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("This is larger than any file that a page takes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        """Leave what comes to Django."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to Django."""
