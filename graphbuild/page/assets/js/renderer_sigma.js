class SigmaRenderer {}
