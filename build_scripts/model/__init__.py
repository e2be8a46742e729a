"""The model: tables and a day go in; what holds, who stands where and how sure that is come out."""

from build_scripts.model.model import Model, build_model

__all__ = ["Model", "build_model"]
