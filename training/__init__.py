"""How the shipped weights and tables were made; needs the ``train`` extra and the training data, never run in CI."""
