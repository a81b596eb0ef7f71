"""Adapters that run the benchmark tasks with the product's own code."""
