"""Small PDF files: whole, torn, and such that would hurt a program that reads them beside everything else."""

from io import BytesIO

import pypdfium2


def pdf(*sizes: tuple[float, float]) -> bytes:
    made = pypdfium2.PdfDocument.new()
    for width, height in sizes or ((200, 300),):
        made.new_page(width, height)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def drawing(steps: str) -> bytes:
    """A page whose drawing is *steps*."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>",
        f"<< /Length {len(steps)} >>\nstream\n{steps}\nendstream",
    ]
    body = "%PDF-1.4\n" + "".join(f"{at} 0 obj\n{one}\nendobj\n" for at, one in enumerate(objects, 1))
    return (body + "trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n").encode()
