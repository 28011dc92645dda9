"""The query language by example: what people type and what it means."""

from __future__ import annotations

from datetime import datetime

import pytest

from photoclip.core.errors import QueryError
from photoclip.core.types import PhotoId
from photoclip.search.query import (
    ExcludeTerm,
    LikeTerm,
    Query,
    Sort,
    SortKey,
    Term,
    TextTerm,
    format_query,
    parse,
)


def mistake(text: str) -> QueryError:
    """The error `text` is refused with."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


def marked(text: str) -> str:
    """The part of `text` its error points at."""
    error = mistake(text)
    return text[error.start : error.end]


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_nothing_typed_asks_for_all_photos(text: str) -> None:
    assert parse(text) == Query()
    assert format_query(Query()) == ""


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("sunset on the beach", [TextTerm("sunset on the beach")]),
        ("  sunset   on\tthe beach ", [TextTerm("sunset on the beach")]),
        ("sunset date:2024 on the beach", [TextTerm("sunset on the beach")]),
        ("sunset -people beach", [TextTerm("sunset beach"), ExcludeTerm(TextTerm("people"))]),
        ('"golden retriever" pool', [TextTerm("golden retriever"), TextTerm("pool")]),
        ('pool "golden retriever" blue', [TextTerm("pool blue"), TextTerm("golden retriever")]),
        ('"golden retriever"^2 pool', [TextTerm("golden retriever", 2), TextTerm("pool")]),
        ("beach^2 sunset", [TextTerm("beach", 2), TextTerm("sunset")]),
        ("the red car^0.5 at night", [TextTerm("the red at night"), TextTerm("car", 0.5)]),
        ('cat"dog"', [TextTerm("cat"), TextTerm("dog")]),
        ("New York - at night", [TextTerm("New York - at night")]),
        ("black-and-white", [TextTerm("black-and-white")]),
        ("don't (maybe) 50%!", [TextTerm("don't (maybe) 50%!")]),
    ],
)
def test_words_and_phrases(text: str, terms: list[Term]) -> None:
    assert parse(text).terms == tuple(terms)


@pytest.mark.parametrize(
    "text", ["10:30", "16:9", "http://example.org/a", "note: something", "C:/photos", ":)", "a::b"]
)
def test_a_colon_that_names_no_filter_is_just_text(text: str) -> None:
    assert parse(text).terms == (TextTerm(text),)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("-people", TextTerm("people")),
        ('-"text on screen"', TextTerm("text on screen")),
        ("-10:30", TextTerm("10:30")),
        ("-like:blurry.jpg", LikeTerm("blurry.jpg")),
        ("-like:#7", LikeTerm(PhotoId(7))),
    ],
)
def test_a_minus_excludes(text: str, term: TextTerm | LikeTerm) -> None:
    query = parse(text)
    assert query.terms == (ExcludeTerm(term),)
    assert query.excluded == (term,)
    assert query.wanted == ()


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ('"date:2024"', "date:2024"),
        ('"-people"', "-people"),
        ('"beach^2"', "beach^2"),
        ('"like:#3"', "like:#3"),
        ('" two  spaces "', " two  spaces "),
        (r'"a \"quoted\" word"', 'a "quoted" word'),
        (r'"back\\slash"', "back\\slash"),
        (r'"C:\photos"', r"C:\photos"),
    ],
)
def test_quoted_text_is_literal(quoted: str, text: str) -> None:
    assert parse(quoted) == Query((TextTerm(text),))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("like:photo.jpg", LikeTerm("photo.jpg")),
        ("like:#123", LikeTerm(PhotoId(123))),
        ('like:"path with spaces.jpg"', LikeTerm("path with spaces.jpg")),
        ('like:"#123"', LikeTerm("#123")),
        (r"like:C:\photos\a.jpg", LikeTerm(r"C:\photos\a.jpg")),
        ("like:photo.jpg^0.5", LikeTerm("photo.jpg", 0.5)),
        ('like:"a b.jpg"^2', LikeTerm("a b.jpg", 2)),
        ("LIKE:#1", LikeTerm(PhotoId(1))),
    ],
)
def test_like_takes_a_photo(text: str, term: LikeTerm) -> None:
    assert parse(text).terms == (term,)


def test_everything_mixes() -> None:
    query = parse('dog like:#5 -people type:raw "at the pool"^2 date:2024 sort:name')
    assert query.terms == (
        TextTerm("dog"),
        LikeTerm(PhotoId(5)),
        ExcludeTerm(TextTerm("people")),
        TextTerm("at the pool", 2),
    )
    assert len(query.filters) == 2
    assert query.sort == Sort(SortKey.NAME, descending=False)


# --- order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sort", "canonical"),
    [
        ("sort:date", Sort(SortKey.DATE, descending=True), "sort:date"),
        ("sort:-date", Sort(SortKey.DATE, descending=False), "sort:-date"),
        ("sort:date-asc", Sort(SortKey.DATE, descending=False), "sort:-date"),
        ("sort:date-desc", Sort(SortKey.DATE, descending=True), "sort:date"),
        ("sort:name", Sort(SortKey.NAME, descending=False), "sort:name"),
        ("sort:-name", Sort(SortKey.NAME, descending=True), "sort:-name"),
        ("sort:rating", Sort(SortKey.RATING, descending=True), "sort:rating"),
        ("sort:SCORE", Sort(SortKey.SCORE, descending=True), "sort:score"),
    ],
)
def test_order(text: str, sort: Sort, canonical: str) -> None:
    assert parse(text) == Query(sort=sort)
    assert format_query(Query(sort=sort)) == canonical


# --- mistakes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('dog "at the pool', '"at the pool'),
        ('dog ""', '""'),
        ('dog -"  "', '-"  "'),
        ("dog ^2", "^"),
        ("dog^", "^"),
        ("dog^two", "^two"),
        ("dog^0", "^0"),
        ("dog^-1", "^-1"),
        ("dog^1000", "^1000"),
        ("dog^2^3", "^2^3"),
        ("dog -people^2", "-people^2"),
        ("dog -people^1", "-people^1"),
        ("dog --people", "--"),
        ("dog like:", "like:"),
        ('dog like:""', '""'),
        ("dog like:#x", "#x"),
        ("dog like:#99999999999999999999", "#99999999999999999999"),
        ("dog foo:bar", "foo:"),
        ("dog -foo:bar", "foo:"),
        ('dog foo:"bar"', "foo:"),
        ("dog date: 2024", "date:"),
        ("dog date:", "date:"),
        ("dog camera:canon^2", "^2"),
        ("dog sort:date sort:name", "sort:name"),
        ("dog -sort:date", "-sort:date"),
        ("dog sort:size", "size"),
        ("dog sort:-date-asc", "-date-asc"),
        ("dog sort:date-", "date-"),
    ],
)
def test_a_mistake_points_at_its_place(text: str, where: str) -> None:
    assert marked(text) == where
    assert mistake(text).expected


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("keywrod:cat", '"keyword"'),
        ("Camra:canon", '"camera"'),
        ("tag:cat", '"keyword"'),
        ("folder:Holidays", '"in"'),
        ("stars:4", '"rating"'),
        ("is:potrait", '"portrait"'),
        ("type:jepg", '"jpg"'),
        ("has:captoin", '"caption"'),
    ],
)
def test_a_misspelt_word_gets_a_suggestion(text: str, guess: str) -> None:
    assert f"did you mean {guess}?" in str(mistake(text))


def test_an_error_says_what_was_expected_in_words() -> None:
    error = mistake("rating:10")
    assert str(error) == "this is not a rating"
    assert error.hint == "expected stars from 0 to 5 such as 4, >=4 or 3..5, or none or rejected"


def test_a_message_stays_short_however_long_the_word() -> None:
    assert len(str(mistake("x" * 10_000 + ":1"))) < 100


# --- canonical text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("  sunset   beach ", "sunset beach"),
        ("sunset date:2024-7 beach", "sunset beach date:2024-07"),
        ('"golden retriever" pool', 'golden retriever "pool"'),
        ('"dog"^2.0', "dog^2"),
        ('"two words"^2', '"two words"^2'),
        ('-"people"', "-people"),
        ('"date:2024"', '"date:2024"'),
        ("New York - at night", '"New York - at night"'),
        ('like:"a.jpg"', "like:a.jpg"),
        ("note: this", "note: this"),
        ("note:^2", "note:^2"),
        ("sort:date dog", "dog sort:date"),
    ],
)
def test_canonical_text(typed: str, canonical: str) -> None:
    assert format_query(parse(typed)) == canonical
    assert parse(canonical) == parse(typed)


@pytest.mark.parametrize("weight", [0, -1, 0.001, 101, float("nan"), float("inf")])
def test_a_weight_the_language_has_no_words_for_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight"):
        TextTerm("dog", weight)


def test_an_exclusion_built_by_hand_has_no_weight() -> None:
    with pytest.raises(ValueError, match="weight"):
        ExcludeTerm(TextTerm("dog", 2))


def test_a_query_is_a_value() -> None:
    assert hash(parse("dog type:raw date:2024")) == hash(parse("dog  type:raw date:2024"))
    assert parse("date:2024").filters[0] == parse("date:2024-1-1..2024-12-31").filters[0]
    assert datetime(2025, 1, 1) == getattr(parse("date:2024").filters[0], "end", None)
