"""The model: tables and a day go in; what holds, who stands where and how sure that is come out."""

from build_scripts.model.derived import DERIVED, derived_rows
from build_scripts.model.model import Model, build_model

__all__ = ["DERIVED", "Model", "build_model", "derived_rows"]
