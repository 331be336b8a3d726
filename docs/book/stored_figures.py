"""
Figures of the stored notebooks, alive in the book.

A figure is stored as a Vega-Lite specification and as a picture. The page shows the picture, so that it can be read without
scripts and printed; figures.js draws the specification in its place when the reader comes near.
"""

import base64
import html
import json
import struct
from typing import TYPE_CHECKING

import nbformat

if TYPE_CHECKING:
    from sphinx.application import Sphinx

VEGA_LITE = "application/vnd.vegalite.v5+json"
SCRIPTS = ("vega/vega.min.js", "vega/vega-lite.min.js", "vega/vega-embed.min.js", "figures.js")


def as_text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def title_of(spec: dict) -> str:
    title = spec.get("title", "")
    title = title.get("text", "") if isinstance(title, dict) else title
    return as_text(title)


def picture_size(png: str, metadata: dict) -> tuple[int, int]:
    """Width and height in CSS pixels: as stored beside the picture, else half of its own, which are drawn double."""
    stored = metadata.get("image/png", {})
    if "width" in stored and "height" in stored:
        return stored["width"], stored["height"]
    width, height = struct.unpack(">II", base64.b64decode(png[:64])[16:24])
    return width // 2, height // 2


def figure_html(data: dict, metadata: dict) -> str:
    """The picture with a description, and the specification beside it for figures.js."""
    spec = data[VEGA_LITE]
    words = html.escape(spec.get("description") or title_of(spec) or as_text(data.get("text/plain", "figure")), quote=True)
    picture = ""
    if "image/png" in data:
        png = as_text(data["image/png"]).replace("\n", "")
        width, height = picture_size(png, metadata)
        picture = f'<img src="data:image/png;base64,{png}" width="{width}" height="{height}" alt="{words}">'
    # "</" would end the script element.
    text = json.dumps(spec, separators=(",", ":")).replace("</", "<\\/")
    return (
        f'<div class="stored-figure" role="figure" aria-label="{words}" tabindex="0">{picture}'
        f'<script type="{VEGA_LITE}">{text}</script></div>'
    )


def read_notebook(text: str) -> nbformat.NotebookNode:
    """A notebook with each figure as the book shows it, and the cells folded that JupyterLab folds."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        folded = cell.metadata.get("jupyter", {})
        hidden = [f"hide-{name}" for name, key in (("input", "source_hidden"), ("output", "outputs_hidden")) if folded.get(key)]
        if hidden:
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), *hidden]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if VEGA_LITE in data:
                output["data"] = {"text/html": figure_html(data, output.get("metadata", {}))}
    return notebook


def add_scripts(app: "Sphinx", pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Vega is a megabyte: only pages with a figure load it."""
    if 'class="stored-figure"' in context.get("body", ""):
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def setup(app: "Sphinx") -> dict:
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
