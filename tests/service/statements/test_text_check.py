"""What a moderator reads first: no field of the form takes somebody else's name out of the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.moderation.names import has_person_name
from service.statements.schemas import StatementForm
from service.statements.text_check import names_somebody

ACCUSED = "Pekka Virtanen"
SAID = f"Tämän kaiken esti {ACCUSED} kokouksessa."
#: Pieces of the text, and fields filled with anything.
PIECES = st.tuples(st.integers(0, len(SAID)), st.integers(1, len(SAID))).map(lambda cut: SAID[cut[0] :][: cut[1]])


def form(**values: object) -> StatementForm:
    return StatementForm.model_validate({"text": SAID, **values})


@settings(deadline=None)  # the lists of names are read the first time
@given(own=PIECES | st.text(max_size=100), is_public=st.booleans())
@example(own="a", is_public=True)
@example(own="Virtanen", is_public=True)
@example(own="Pekka", is_public=True)
@example(own="Pekka Virtanen kokouksessa", is_public=True)
@example(own="Pekka Virtanen", is_public=False)
def test_whatever_stands_as_the_givers_name_another_name_is_seen(own: str, is_public: bool) -> None:
    filled = form(author_name=own, is_name_public=is_public)
    if filled.author_name != ACCUSED or not is_public:
        assert names_somebody(filled)


@given(
    before=st.sampled_from(["", "Terveisin ", "Olen ", "Matti, "]), after=st.sampled_from(["", ".", " ja naapurit"])
)
def test_the_givers_own_name_needs_no_moderator_where_everybody_reads_it(before: str, after: str) -> None:
    text = f"Puiston pitää pysyä.\n\n{before}Minna Virtanen{after}"
    assert has_person_name(text)
    assert not names_somebody(form(text=text, author_name="Minna Virtanen", is_name_public=True))
    assert names_somebody(form(text=text, author_name="Minna Virtanen")), "nobody sees whose name it is"


@pytest.mark.parametrize(
    ("values", "waits"),
    [
        ({"text": "Puisto pysyy.", "on_behalf": ACCUSED}, True),
        ({"text": "Puisto pysyy.", "on_behalf": "Puijon asukasyhdistys ry"}, False),
        ({"title": ACCUSED, "text": "Puisto pysyy."}, True),
        ({"text": "Minna Virtanenkin tietää.", "author_name": "Minna Virtanen", "is_name_public": True}, False),
        ({"text": f"Minna Virtanen ja {ACCUSED}", "author_name": "Minna Virtanen", "is_name_public": True}, True),
    ],
)
def test_a_name_in_any_field_that_everybody_reads_waits(values: dict[str, object], waits: bool) -> None:
    assert names_somebody(form(**values)) == waits
