"""Queries by their chips: put together again, changed by filters, and told in plain words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from photoclip.browse.messages import Chip, ChipKind, ItemKey, Order
from photoclip.browse.overview_messages import Overview
from photoclip.core.errors import QueryError
from photoclip.gui.models import filter_rows
from photoclip.gui.models.completions import completion_rows, start_rows
from photoclip.gui.models.date_filter import Recent, date_text, days_of, recent_text
from photoclip.gui.models.offered import local_files, photo_keys
from photoclip.gui.models.query_text import (
    FLAG,
    belongs,
    from_utf16,
    is_pattern,
    needs_chips,
    plain,
    quoted,
    to_utf16,
    with_filter,
    with_filter_chips,
    without_filters,
    without_order,
)
from photoclip.gui.models.query_words import TYPE_NAMES, brief, describe
from photoclip.search.query import (
    FILTERS,
    CameraFilter,
    ExcludeTerm,
    Glob,
    LikeTerm,
    PhotoType,
    Query,
    TextTerm,
    format_query,
    parse,
)

FRAGMENTS = [
    *(entry.example for entry in FILTERS if entry.name != "sort"),
    *(f"{e.name}:{value}" for e in FILTERS for value in e.values if e.name != "sort"),
    *(
        f"-{e.name}:{value}"
        for e in FILTERS
        for value in e.values
        if e.name not in ("sort", "like")
    ),
    *("cat", "cat^2", '"a b"', '"a b"^0.5', '"say \\"hi\\""', "-dog", '-"a dog"', "-like:#3", "-"),
    *('camera:"Canon EOS R5"', 'in:"My trip "*/', "before:2020-05", "x-y", "10:30", "😀"),
]
queries = st.lists(st.sampled_from(FRAGMENTS), max_size=7).flatmap(
    lambda parts: st.sampled_from(["", "sort:date", "sort:-name"]).map(
        lambda order: " ".join([*parts, order])
    )
)


def chips_of(text: str) -> tuple[Chip, ...]:
    """The chips of a query, as whoever parses it makes them."""
    query = parse(text)
    chips = []
    for at, term in enumerate(query.terms):
        rest = query.terms[:at] + query.terms[at + 1 :]
        without = format_query(Query(rest, query.filters, query.sort))
        own = format_query(Query((term,)))
        inner = term.term if isinstance(term, ExcludeTerm) else term
        kind = ChipKind.EXCLUDED if isinstance(term, ExcludeTerm) else ChipKind.WORDS
        if isinstance(inner, LikeTerm):
            kind = ChipKind.LIKE if kind is ChipKind.WORDS else kind
            photo = None if isinstance(inner.photo, str) else ItemKey(inner.photo)
            chips.append(Chip(kind, own, without, value=str(inner.photo), photo=photo))
        else:
            chips.append(Chip(kind, own, without, value=inner.text))
    for at, one in enumerate(query.filters):
        rest = query.filters[:at] + query.filters[at + 1 :]
        own = format_query(Query((), (one,)))
        name, _, value = own.removeprefix("-").partition(":")
        without = format_query(Query(query.terms, rest, query.sort))
        chips.append(Chip(ChipKind.FILTER, own, without, name, value, one.negated))
    if query.sort is not None:
        own = format_query(Query(sort=query.sort))
        without = format_query(Query(query.terms, query.filters))
        chips.append(Chip(ChipKind.ORDER, own, without, "sort", own.partition(":")[2]))
    return tuple(chips)


def said(text: str) -> str:
    """The only chip of a query in plain words."""
    (chip,) = chips_of(text)
    return describe(chip)


# --- text ---------------------------------------------------------------------------------------


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_a_quoted_value_means_exactly_its_text(value: str) -> None:
    text = f"camera:{quoted(value)}"
    assert parse(text) == Query(filters=(CameraFilter(Glob.literal(value)),))
    assert format_query(parse(text)) == text
    assert plain(quoted(value)) == value
    assert not is_pattern(quoted(value))


NAMES = ("date", "camera", "type", "rating", "label", FLAG, "in")
NEW = {
    "date": "date:2019..2021",
    "camera": 'camera:"Canon EOS R5"',
    "type": "type:raw,heic",
    "rating": "rating:>=4",
    "label": 'label:"grandma Ann"',
    FLAG: "is:picked",
    "in": "in:Holidays/",
}


@given(queries, st.sampled_from(NAMES), st.booleans())
def test_a_filter_takes_the_place_of_those_of_its_name_and_leaves_the_rest(
    text: str, name: str, put: bool
) -> None:
    chips = chips_of(text)
    new = NEW[name] if put else None
    before, after = parse(text), parse(with_filter(text, chips, name, new))
    kept = {chip.text for chip in chips if chip.kind is ChipKind.FILTER and not belongs(chip, name)}
    wanted = kept | ({new} if new else set())
    assert {format_query(Query((), (one,))) for one in after.filters} == wanted
    assert after.terms == before.terms
    assert after.sort == before.sort


@given(queries, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_two_choices_in_a_row_are_both_in_the_query(text: str, one: str, other: str) -> None:
    assume(one != other)
    chips = chips_of(text)
    halfway = with_filter(text, chips, one, NEW[one])
    guessed = with_filter_chips(chips, one, (NEW[one],))
    quick = with_filter(halfway, guessed, other, NEW[other])
    slow = with_filter(halfway, chips_of(halfway), other, NEW[other])
    assert set(parse(quick).filters) == set(parse(slow).filters)
    assert parse(quick).terms == parse(slow).terms


@given(queries)
def test_filters_and_order_can_be_taken_out_of_any_query(text: str) -> None:
    query, chips = parse(text), chips_of(text)
    assert parse(without_filters(chips)) == Query(query.terms, (), query.sort)
    assert parse(without_order(chips)) == Query(query.terms, query.filters)


def test_what_was_typed_stays_as_it_was_typed_where_nothing_is_taken_out() -> None:
    text = "Sunset  on the BEACH "
    assert with_filter(text, chips_of(text), "date", "date:2024") == (
        "Sunset  on the BEACH date:2024"
    )
    assert with_filter(text, chips_of(text), "date", None) == text


def test_a_filter_does_not_end_up_inside_a_quote_that_is_never_closed() -> None:
    text = 'cat "on a'
    with pytest.raises(QueryError):
        parse(text)
    edited = with_filter(text, (), "date", "date:2024")
    assert parse(edited + '"').filters == parse("date:2024").filters
    assert parse(edited + '"').terms == (TextTerm("cat"), TextTerm("on a"))


def test_dates_and_flags_are_one_filter_each_whatever_they_are_called() -> None:
    text = "before:2020 is:picked is:portrait cat"
    assert with_filter(text, chips_of(text), "date", "date:2021") == (
        "cat date:2021 is:picked is:portrait"
    )
    assert with_filter(text, chips_of(text), FLAG, "is:rejected") == (
        "cat before:2020 is:rejected is:portrait"
    )


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("", False),
        ("sunset on the beach", False),
        ('"golden retriever"', False),
        ("beach^2", True),
        ("cat -dog", True),
        ("date:2024", True),
        ("like:#3", True),
    ],
)
def test_only_what_needs_explaining_gets_chips(text: str, needed: bool) -> None:
    assert needs_chips(chips_of(text)) is needed


@given(st.text(), st.data())
def test_places_in_qt_s_strings_are_found_and_found_again(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert to_utf16(text, at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    assert from_utf16(text, to_utf16(text, at)) == at


# --- plain words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sunset on the beach", "shows: sunset on the beach"),
        ("beach^2", "shows: beach (counts 2×)"),
        ('"five^2"', "shows: five^2"),
        ("-people", "without people"),
        ("like:#12", "like photo #12"),
        ("like:#12^3", "like photo #12 (counts 3×)"),
        ("-like:#12", "not like photo #12"),
        ("like:/home/me/dog.jpg", "like dog.jpg"),
        ('like:"my dog.jpg"^2', "like my dog.jpg (counts 2×)"),
        ("date:2019..2021", "taken 2019 – 2021"),
        ("date:2024-07", "taken July 2024"),
        ("date:2024-07-15", "taken 15 July 2024"),
        ("date:2023..", "taken 2023 or later"),
        ("before:2020", "taken before 2020"),
        ("-date:2024", "not taken 2024"),
        ("camera:fuji", "camera contains fuji"),
        ("-camera:fuji", "camera does not contain fuji"),
        ("camera:fuji*", "camera matches fuji*"),
        ("lens:*35mm*", "lens matches *35mm*"),
        ("type:raw,heic", "RAW or HEIC"),
        ("-type:raw", "not RAW"),
        ("in:Holidays/", "in folder Holidays"),
        ("in:/home/me/Pictures", "in folder /home/me/Pictures"),
        ("name:IMG_*", "file name matches IMG_*"),
        ('name:"*"', "file name contains *"),
        ("rating:>=4", "at least 4 stars"),
        ("rating:4", "4 stars"),
        ("rating:1..3", "1 to 3 stars"),
        ("rating:0..2", "at most 2 stars, or not rated"),
        ("rating:none", "not rated"),
        ("-rating:none", "rated"),
        ("keyword:beach", "with keyword beach"),
        ("has:gps", "with a place"),
        ("-has:gps", "without a place"),
        ("near:48.85,2.35", "within 10 km of 48.85, 2.35"),
        ("id:5,7", "photos #5, #7"),
        ("id:1,2,3,4,5", "photos #1, #2, #3 and 2 more"),
        ("sort:date", "newest first"),
        ("sort:-name", "by name, from Z to A"),
        ('label:"grandma Ann"', "labelled grandma Ann"),
        ("album:Best", "in album Best"),
        ("is:picked", "picked"),
        ("-is:duplicate", "not in several copies"),
    ],
)
def test_a_part_of_a_query_is_told_in_plain_words(text: str, words: str) -> None:
    assert said(text) == words


VALUES = [f"{entry.name}:{value}" for entry in FILTERS for value in entry.values]


@pytest.mark.parametrize("text", [*(entry.example for entry in FILTERS), *VALUES])
def test_every_filter_of_the_language_has_words_of_its_own(text: str) -> None:
    assert ":" not in said(text)
    if not text.startswith(("sort:", "like:")):
        (chip,) = chips_of(f"-{text}")
        assert describe(chip) not in (chip.text, said(text))
        assert ":" not in brief(chip)


def test_photos_are_told_by_their_names_where_these_are_known() -> None:
    (chip,) = chips_of("like:#12")
    assert describe(chip, {12: "IMG_0012.jpg"}) == "like IMG_0012.jpg (photo #12)"


def test_what_would_reorder_a_line_is_made_visible() -> None:
    assert said('"\u202egpj.exe"') == "shows: \N{REPLACEMENT CHARACTER}gpj.exe"


def test_the_bar_knows_every_type_of_the_language() -> None:
    assert set(TYPE_NAMES) == set(PhotoType)


# --- dates ----------------------------------------------------------------------------------------

days = st.dates(date(1000, 1, 2), date(9998, 12, 30))


@given(st.none() | days, st.none() | days)
def test_two_days_make_a_canonical_filter_that_says_the_same_two_days(
    first: date | None, last: date | None
) -> None:
    text = date_text(first, last)
    if first is None and last is None:
        assert text == ""
        return
    assert format_query(parse(text)) == text
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
    assert days_of(*text.split(":")) == (first, last)


@pytest.mark.parametrize(
    ("recent", "text"),
    [
        (Recent.WEEK, "date:2024-02-23.."),
        (Recent.MONTH, "date:2024-01-31.."),
        (Recent.YEAR, "date:2023-03.."),
        (Recent.THIS_YEAR, "date:2024"),
        (Recent.LAST_YEAR, "date:2023"),
    ],
)
def test_stretches_of_time_count_from_today(recent: Recent, text: str) -> None:
    assert recent_text(recent, date(2024, 2, 29)) == text


@pytest.mark.parametrize(
    ("name", "value"), [("date", "2024-13"), ("camera", "2024"), ("date", ""), ("after", "9999")]
)
def test_what_is_no_date_has_no_days(name: str, value: str) -> None:
    assert days_of(name, value) is None


# --- rows -----------------------------------------------------------------------------------------


def test_a_camera_typed_by_a_part_of_its_name_is_among_the_choices() -> None:
    overview = Overview(cameras=(("FUJIFILM X-T5", 3),))
    rows = filter_rows.camera_rows(overview, chips_of("camera:fuji"))
    assert [(row.text, row.checked) for row in rows] == [
        ("Any camera", False),
        ("fuji", True),
        ("FUJIFILM X-T5", False),
    ]


def test_labels_add_up_and_no_label_stands_alone() -> None:
    chips = chips_of("label:beach cat")
    assert filter_rows.labels_after(chips, "label:dog") == ("label:beach", "label:dog")
    assert filter_rows.labels_after(chips, "label:beach") == ()
    assert filter_rows.labels_after(chips, "is:unlabelled") == ("is:unlabelled",)
    assert filter_rows.labels_after(chips_of("is:unlabelled"), "label:dog") == ("label:dog",)


def test_the_order_in_the_query_comes_before_the_one_chosen() -> None:
    assert filter_rows.order_in_force(Order.NAME, True, chips_of("cat sort:-date")) is Order.OLDEST
    assert filter_rows.order_in_force(Order.NAME, True, chips_of("cat sort:-name")) is None
    assert filter_rows.order_in_force(Order.BEST, False, ()) is Order.NEWEST


def test_an_empty_field_offers_examples_that_are_queries() -> None:
    rows = start_rows((), ())
    examples = [row.value for row in rows if row.value is not None]
    assert len(examples) == 3
    assert all(parse(str(text)).terms for text in examples)


def test_what_stands_there_already_is_not_offered() -> None:
    from photoclip.browse.messages import Completion

    whole = Completion("date:", "when", 0, 5)
    assert completion_rows("date:", (whole,)) == ()


# --- dropped --------------------------------------------------------------------------------------


def test_dropped_files_keep_the_names_they_really_have() -> None:
    uris = b"# a comment\r\nfile:///home/me/caf%E9%20%231.jpg\r\nfile://localhost/a%25b.png\r\n"
    assert local_files(uris) == (b"/home/me/caf\xe9 #1.jpg", b"/a%b.png")


@pytest.mark.parametrize("uris", [b"", b"https://example.org/a.jpg", b"file://[nas/a", b"\xff\xfe"])
def test_what_lies_elsewhere_is_no_file_of_this_computer(uris: bytes) -> None:
    assert local_files(uris) == ()


def test_keys_of_the_grid_are_read_and_junk_is_not() -> None:
    assert photo_keys(b"12,-5") == (12, -5)
    assert photo_keys(b"") == ()
    assert photo_keys(b"12,x") == ()
