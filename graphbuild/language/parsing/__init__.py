"""Tags, trees, lemmas and sentence borders: small networks trained here, and rules that put right what they miss."""
