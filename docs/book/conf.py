"""The book: Sphinx reads the stored notebooks and the pages where they lie, and executes nothing. `npm run book`."""

import os
import sys
from pathlib import Path

here = Path(__file__).parent
sys.path.insert(0, str(here))

project = "DASH in TypeScript notebooks"
language = "en"

extensions = ["myst_nb", "sphinx_external_toc", "stored_figures"]
external_toc_path = "docs/book/toc.yml"
external_toc_exclude_missing = True

# The project's folder is the source, so that links are the same here and in the repository. All that is made, and all that
# holds no page, need not be looked through.
exclude_patterns = [
    "node_modules", ".*", "lib", "test", "scripts", "docs/api", "docs/site", "docs/book",
    "data/downloads", "data/runs", "data/results", "**/.ipynb_checkpoints", "**/__pycache__",
]

nb_execution_mode = "off"
nb_custom_formats = {".ipynb": ["stored_figures.read_notebook", {}, False]}
nb_ipywidgets_js = {}  # from another host, and no notebook has a widget
nb_merge_streams = True
nb_number_source_lines = False
nb_mime_priority_overrides = [("html", "text/html", 0), ("html", "text/markdown", 1)]

myst_enable_extensions = ["dollarmath", "amsmath", "html_image"]
myst_heading_anchors = 4
# tslab's cells are TypeScript with a top-level await, which the lexer does not always know.
# Heads in a notebook need not step by one.
suppress_warnings = ["misc.highlighting_failure", "myst.header"]

# Read without a network: all of it lies in the site. SVG, since a browser may refuse fonts on file://.
mathjax_path = "mathjax/tex-svg.js"
mathjax3_config = {"svg": {"fontCache": "global"}, "options": {"enableMenu": True}}

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["static", "../../.setup/book-static"]  # the second is filled by scripts/book.mjs
html_css_files = ["book.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_favicon = "static/favicon.svg"
html_theme_options = {
    "show_navbar_depth": 1,
    "max_navbar_depth": 2,
    "home_page_in_toc": True,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "navbar_persistent": [],
    "footer_content_items": [],
}

# Where the repository is, as GitHub's own builds name it: then every notebook can be opened on Binder from its page.
repository = os.environ.get("GITHUB_REPOSITORY")
if repository:
    html_theme_options |= {
        "repository_url": f"https://github.com/{repository}",
        "repository_branch": os.environ.get("GITHUB_REF_NAME", "main"),
        "use_repository_button": True,
        "launch_buttons": {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"},
    }
