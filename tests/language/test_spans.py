"""An argument's head word is widened to the argument's words."""

from detente.language.spans import Tree, argument_span, children


def _tree(rows: str) -> Tree:
    """Return a tree from lines of word, tag, head (1-based, 0 for the root), relation."""
    columns = [line.split() for line in rows.strip().splitlines()]
    heads = [int(c[2]) - 1 for c in columns]
    return Tree([c[0] for c in columns], [c[1] for c in columns], heads, [c[3] for c in columns], children(heads))


STRIKE = _tree("""
    The DET 3 det
    border NOUN 3 compound
    guards NOUN 4 nsubj
    shelled VERB 0 root
    a DET 6 det
    village NOUN 4 obj
    , PUNCT 9 punct
    officials NOUN 9 nsubj
    said VERB 4 parataxis
    . PUNCT 4 punct
""")

COPULA = _tree("""
    The DET 2 det
    crossing NOUN 5 nsubj
    was AUX 5 cop
    still ADV 5 advmod
    closed ADJ 0 root
    on ADP 7 case
    Monday PROPN 5 obl
    . PUNCT 5 punct
""")

RELATIVE = _tree("""
    to ADP 3 case
    the DET 3 det
    group NOUN 0 root
    that PRON 5 nsubj
    fired VERB 3 acl:relcl
    rockets NOUN 5 obj
""")


def test_a_plain_argument_is_the_subtree_of_its_head() -> None:
    assert argument_span(3, 2, "ARG0", STRIKE) == (0, 3)
    assert argument_span(3, 5, "ARG1", STRIKE) == (4, 6)


def test_a_copula_argument_leaves_subject_and_copula_out() -> None:
    assert argument_span(2, 4, "ARG2", COPULA) == (3, 7)


def test_the_noun_before_a_relative_clause_stands_without_clause_and_preposition() -> None:
    assert argument_span(4, 2, "ARG0", RELATIVE) == (1, 3)


def test_a_negation_is_one_word() -> None:
    assert argument_span(4, 3, "ARGM-NEG", COPULA) == (3, 4)
