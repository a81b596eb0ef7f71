"""Detente: reads reporting on confrontations and codes who did what to whom, each claim with its sentence."""

__version__ = "0.1.0"
__all__ = ["__version__"]
