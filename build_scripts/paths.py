"""The folders of the project."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT / "datasets"
DOCS = ROOT / "docs"
TEMPLATES = DOCS / "templates"
ASSETS = DOCS / "assets"
LOCALE = DOCS / "locale"
NODE_MODULES = ROOT / "build_scripts" / "npm" / "node_modules"
BUILD = ROOT / "build"
RESULTS = ROOT / "benchmarks" / "results"
