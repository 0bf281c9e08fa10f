"""ClearNLP's dependencies become universal ones. A case is a sentence, ``word tag upos head dep`` between bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.language.clearnlp import Arc, to_universal
from stemma.language.decode import is_tree


def read(case: str) -> list[Arc]:
    rows = [row.split() for row in case.split("|")]
    words = [row[0] for row in rows]
    return [
        Arc(word.lower(), tag, upos, index if dep == "ROOT" else words.index(head), "ROOT" if dep == "ROOT" else dep)
        for index, (word, tag, upos, head, dep) in enumerate(rows)
    ]


def convert(case: str, *people: tuple[int, int]) -> dict[str, tuple[str, str]]:
    arcs = read(case)
    found = to_universal(arcs, people)
    assert is_tree([head for head, _ in found])
    return {arc.word: (arcs[head].word, dep) for arc, (head, dep) in zip(arcs, found, strict=True)}


def test_a_noun_leads_its_preposition() -> None:
    found = convert(
        "The DT DET crew det|crew NN NOUN waited nsubj|of IN ADP crew prep|the2 DT DET ferry det|ferry NN NOUN of pobj|"
        "waited VBD VERB waited ROOT|in IN ADP waited prep|port NN NOUN in pobj|. . PUNCT waited punct"
    )
    assert found["ferry"] == ("crew", "nmod")
    assert found["of"] == ("ferry", "case")
    assert found["port"] == ("waited", "obl")
    assert found["in"] == ("port", "case")
    assert found["crew"] == ("waited", "nsubj")


def test_prepositions_of_several_words_hang_on_one_noun() -> None:
    found = convert(
        "Boats NNS NOUN stayed nsubj|stayed VBD VERB stayed ROOT|out IN ADP stayed prep|of IN ADP out prep|harbour NN NOUN of pobj|"
        "according VBG VERB stayed prep|to IN ADP according prep|Brandt NNP PROPN to pobj"
    )
    assert found["harbour"] == ("stayed", "obl")
    assert found["out"] == found["of"] == ("harbour", "case")
    assert found["brandt"] == ("stayed", "obl")
    assert found["according"] == found["to"] == ("brandt", "case")


def test_what_is_said_of_the_subject_leads_the_copula() -> None:
    found = convert(
        "Holm NNP PROPN is nsubj|is VBZ AUX is ROOT|not RB PART is neg|the DT DET mayor det|mayor NN NOUN is attr|"
        "of IN ADP mayor prep|Alva NNP PROPN of pobj|since IN SCONJ is prep|May NNP PROPN since pobj|. . PUNCT is punct"
    )
    assert found["mayor"] == ("mayor", "root")
    assert found["is"] == ("mayor", "cop")
    assert found["holm"] == ("mayor", "nsubj")
    assert found["not"] == ("mayor", "advmod")
    assert found["alva"] == ("mayor", "nmod")
    assert found["may"] == ("mayor", "obl")


def test_a_copula_inside_a_clause() -> None:
    found = convert(
        "She PRP PRON said nsubj|said VBD VERB said ROOT|that IN SCONJ was mark|it PRP PRON was nsubj|"
        "was VBD AUX said ccomp|late JJ ADJ was acomp"
    )
    assert found["late"] == ("said", "ccomp")
    assert found["that"] == ("late", "mark")
    assert found["was"] == ("late", "cop")


def test_a_place_is_said_of_the_subject_too() -> None:
    found = convert("Holm NNP PROPN is nsubj|is VBZ AUX is ROOT|in IN ADP is prep|Alva NNP PROPN in pobj")
    assert found == {"holm": ("alva", "nsubj"), "is": ("alva", "cop"), "in": ("alva", "case"), "alva": ("alva", "root")}


def test_what_there_is_is_a_subject() -> None:
    found = convert("There EX PRON was expl|was VBD VERB was ROOT|a DT DET fire det|fire NN NOUN was attr")
    assert found["fire"] == ("was", "nsubj")
    assert found["was"] == ("was", "root")


def test_other_verbs_keep_their_complements() -> None:
    found = convert("Holm NNP PROPN became nsubj|became VBD VERB became ROOT|mayor NN NOUN became attr")
    assert found["mayor"] == ("became", "xcomp")


def test_passives() -> None:
    found = convert(
        "Ferries NNS NOUN held nsubjpass|were VBD AUX held auxpass|held VBN VERB held ROOT|by IN ADP held agent|"
        "police NN NOUN by pobj|to TO PART wait aux|wait VB VERB held xcomp"
    )
    assert found["ferries"] == ("held", "nsubj:pass")
    assert found["were"] == ("held", "aux:pass")
    assert found["police"] == ("held", "obl:agent")
    assert found["to"] == ("wait", "mark")


def test_objects_and_possessors() -> None:
    found = convert(
        "They PRP PRON gave nsubj|gave VBD VERB gave ROOT|Brandt NNP PROPN s poss|s POS PART Brandt case|crew NN NOUN gave dobj|"
        "to IN ADP gave dative|us PRP PRON to pobj".replace("Brandt NNP PROPN s poss", "Brandt NNP PROPN crew poss")
    )
    assert found["crew"] == ("gave", "obj")
    assert found["brandt"] == ("crew", "nmod:poss")
    assert found["us"] == ("gave", "obl")
    assert convert("They PRP PRON gave nsubj|gave VBD VERB gave ROOT|us PRP PRON gave dative|bread NN NOUN gave dobj")["us"] == (
        "gave",
        "iobj",
    )


def test_a_clause_behind_a_preposition() -> None:
    found = convert(
        "It PRP PRON ended nsubj|ended VBD VERB ended ROOT|without IN ADP ended prep|naming VBG VERB without pcomp|"
        "anyone NN PRON naming dobj"
    )
    assert found["naming"] == ("ended", "advcl")
    assert found["without"] == ("naming", "mark")


def test_conjuncts_hang_on_the_first_one() -> None:
    found = convert(
        "Alva NNP PROPN closed nsubj|Kestrel NNP PROPN Alva conj|and CC CCONJ Kestrel cc|Morvan NNP PROPN Kestrel conj|"
        "closed VBD VERB closed ROOT"
    )
    assert found["kestrel"] == found["morvan"] == ("alva", "conj")
    assert found["and"] == ("morvan", "cc")


def test_each_and_hangs_on_what_follows_it() -> None:
    found = convert("Alva NNP PROPN closed nsubj|and CC CCONJ Alva cc|Kestrel NNP PROPN Alva conj|closed VBD VERB closed ROOT")
    assert found["and"] == ("kestrel", "cc")


def test_coordinated_prepositions() -> None:
    found = convert(
        "Fires NNS NOUN burned nsubj|burned VBD VERB burned ROOT|in IN ADP burned prep|Alva NNP PROPN in pobj|and CC CCONJ in cc|"
        "on IN ADP in conj|islands NNS NOUN on pobj"
    )
    assert found["alva"] == ("burned", "obl")
    assert found["islands"] == ("alva", "conj")
    assert found["on"] == ("islands", "case")
    assert found["and"] == ("islands", "cc")


def test_a_persons_first_name_leads() -> None:
    found = convert("Mayor NNP PROPN Holm compound|Anna NNP PROPN Holm compound|Holm NNP PROPN left nsubj|left VBD VERB left ROOT", (1, 3))
    assert found["anna"] == ("left", "nsubj")
    assert found["holm"] == ("anna", "flat")
    assert found["mayor"] == ("anna", "compound")
    assert convert("Anna NNP PROPN Holm compound|Holm NNP PROPN Holm ROOT", (0, 2))["anna"] == ("anna", "root")


DEPS = "prep pobj pcomp attr acomp nsubj conj cc agent dative aux expl ROOT dobj punct compound odd".split()
ARCS = st.lists(
    st.builds(
        Arc,
        st.sampled_from(["is", "there", "of", "port", "and"]),
        st.sampled_from(["IN", "TO", "NN", ""]),
        st.sampled_from(["ADP", "NOUN", "VERB", "AUX", "X"]),
        st.integers(-2, 12),
        st.sampled_from(DEPS),
    ),
    max_size=11,
)


@given(ARCS, st.lists(st.tuples(st.integers(0, 10), st.integers(0, 11)), max_size=2))
def test_whatever_comes_in_a_tree_comes_out(arcs: list[Arc], spans: list[tuple[int, int]]) -> None:
    people = [(first, min(end, len(arcs))) for first, end in spans if first < min(end, len(arcs))]
    found = to_universal(arcs, people)
    assert len(found) == len(arcs)
    assert not arcs or is_tree([head for head, _ in found])
    assert [head == index for index, (head, _) in enumerate(found)] == [dep == "root" for _, dep in found]


@pytest.mark.parametrize("count", [3000])
def test_a_long_list_of_words_does_not_hang(count: int) -> None:
    chain = [Arc("and", "CC", "NOUN", max(index - 1, 0), "conj") for index in range(count)]
    assert is_tree([head for head, _ in to_universal(chain)])
