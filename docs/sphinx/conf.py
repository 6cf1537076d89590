"""The documentation as a site: `make docs`. The source is the whole repository, so that links work as on the disk."""

from __future__ import annotations

import navette

project = "Navette"
author = "The Navette developers"
version = release = navette.__version__

root_doc = "docs/contents"
include_patterns = ["docs/*.md", "docs/decisions/*.md", "docs/contents.rst", "notebooks/*.ipynb"]
exclude_patterns = ["build", "out", ".venv", ".git", ".ci", "sim", "tests", "scenarios", "python"]
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "Navette"

myst_heading_anchors = 4
# Links to folders and to files that are no pages are for readers of the repository; tests/python/test_docs.py checks
# that each leads somewhere.
suppress_warnings = ["myst.xref_missing", "ref.python"]

# The notebooks are kept without their outputs, and run for the site.
nb_execution_mode = "force"
nb_execution_timeout = 300
nb_execution_raise_on_error = True

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autoclass_content = "class"
napoleon_google_docstring = False
