"""Closed classes of French that patterns and parses are both reduced to: prepositions and determiners."""

from __future__ import annotations

CONTRACTIONS = {
    "d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à", "jusqu'": "jusque", "duquel": "de",
    "desquels": "de", "desquelles": "de", "auquel": "à", "auxquels": "à", "auxquelles": "à", "dont": "de",
}  # fmt: skip

# Several words are written with an underscore.
PREPOSITIONS = frozenset(
    word.replace("_", " ")
    for word in """à de en dans sur sous par pour avec contre chez vers entre parmi sans depuis dès pendant
    durant avant après devant derrière envers malgré outre selon comme jusque hors via auprès_de
    au_sein_de à_l'encontre_de face_à en_faveur_de au_profit_de à_hauteur_de au_nom_de à_la_place_de
    à_partir_de à_propos_de à_l'égard_de au_détriment_de au_cours_de lors_de près_de loin_de
    autour_de grâce_à à_cause_de aux_côtés_de à_côté_de au_bord_de au_cœur_de au_centre_de
    à_l'issue_de en_marge_de faute_de en_compagnie_de aux_dépens_de au_lieu_de à_la_suite_de en_présence_de
    que à_travers au-delà_de au-dessus_de au-dessous_de vis-à-vis_de en_face_de à_bord_de d'après
    de_la_part_de""".split()
)
DETERMINERS = frozenset(
    """le la l' les un une ce cet cette ces son sa ses leur leurs du des quelque quelques plusieurs
    tout toute tous toutes""".split()
)
REFLEXIVES = frozenset({"se", "s'"})


def contract(word: str) -> str:
    """The bare preposition inside `word`: `du` → `de`, `aux` → `à`; other words in lower case."""
    lower = word.lower().replace("’", "'")
    return CONTRACTIONS.get(lower, lower)
