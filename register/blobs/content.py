"""What a scan is allowed to be, judged by its content and never by its name (ARCHITECTURE §3)."""

import io
import warnings
from dataclasses import dataclass

from register.domain.errors import Blocker, Refusal

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"


@dataclass(frozen=True)
class Content:
    """Checked bytes and what they are."""

    media_type: str
    data: bytes

    @property
    def ending(self) -> str:
        """How a file with this content is called when it is handed out."""
        return {PDF: "pdf", PNG: "png", JPEG: "jpg"}[self.media_type]


def checked(data: bytes) -> Content:
    """A PDF as it is, a PNG or JPEG made anew from its pixels; ``Refusal`` for anything else.

    Drawing an image anew drops what a camera writes beside the picture (place, owner, moment) and
    whatever hides behind it.
    """
    if not data:
        raise _refusal("scan_empty", "Het bestand is leeg.", "Kies het bestand opnieuw.")
    if len(data) > LARGEST:
        raise _refusal(
            "scan_large", "Het bestand is groter dan 20 MB.", "Scan opnieuw met minder punten."
        )
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise _refusal(
                "scan_cut", "De PDF is niet volledig.", "Scan of sla het bestand opnieuw op."
            )
        return Content(PDF, data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Content(PNG, _redrawn(data, "PNG"))
    if data.startswith(b"\xff\xd8\xff"):
        return Content(JPEG, _redrawn(data, "JPEG"))
    raise _refusal(
        "scan_kind", "Dit is geen PDF, PNG of JPEG.", "Scan of fotografeer het formulier opnieuw."
    )


def _redrawn(data: bytes, kind: str) -> bytes:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind]) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise ValueError("too many pixels")
                turned = ImageOps.exif_transpose(opened)
                plain = turned.convert("RGB" if kind == "JPEG" else "RGBA")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise _refusal(
            "scan_broken", "De afbeelding is niet te openen.", "Scan of fotografeer opnieuw."
        ) from error
    drawn = io.BytesIO()
    plain.save(drawn, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return drawn.getvalue()


def _refusal(code: str, text: str, remedy: str) -> Refusal:
    return Refusal([Blocker(code, text, remedy)])
