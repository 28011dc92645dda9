"""What holds for every query, typed or built."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photoclip.core.errors import QueryError
from photoclip.core.labels import Source, is_source
from photoclip.core.types import PhotoId
from photoclip.search.query import (
    FILTERS,
    AlbumFilter,
    CameraFilter,
    CaptionFilter,
    DateFilter,
    ExcludeTerm,
    Fact,
    Filter,
    FolderFilter,
    Glob,
    HasFilter,
    IdFilter,
    IsFilter,
    KeywordFilter,
    LabelFilter,
    LensFilter,
    LikeTerm,
    NameFilter,
    NearFilter,
    PhotoType,
    Query,
    RatingFilter,
    Sort,
    SortKey,
    Term,
    TextTerm,
    Trait,
    TypeFilter,
    format_query,
    parse,
)

# Random characters seldom form a filter, so half of the strings are built from the language's own.
FRAGMENTS = [
    *(f"{entry.name}:" for entry in FILTERS),
    *(entry.example for entry in FILTERS),
    *(f"{entry.name}:{value}" for entry in FILTERS for value in entry.values),
    *' \t\n"\\^-:#*?/.,<>=0129é\u0301\u2028',
    *("..", "^2", "^0.5", "2024", "-1", "foo:", "://", "cat", '"a b"', r"\"", "like:#12", "İ"),
]
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
typed = st.text(max_size=60) | fragments


def outcome(text: str) -> Query | QueryError:
    """What `parse` returns or raises; any other exception is a bug and goes on."""
    try:
        return parse(text)
    except QueryError as error:
        return error


@given(typed)
@example("date:2024^2")
@example('"\\')
def test_any_text_parses_or_is_refused_with_a_span(text: str) -> None:
    read = outcome(text)
    if isinstance(read, QueryError):
        assert 0 <= read.start <= read.end <= len(text)
        assert str(read)
        assert read.expected
    else:
        canonical = format_query(read)
        assert parse(canonical) == read
        assert format_query(parse(canonical)) == canonical


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_quoted_text_is_always_literal(text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert parse(quoted) == Query((TextTerm(text),))
    assert parse(f"-{quoted}") == Query((ExcludeTerm(TextTerm(text)),))
    assert parse(f"like:{quoted}") == Query((LikeTerm(text),))
    assert parse(f"name:{quoted}") == Query(filters=(NameFilter(Glob.literal(text)),))


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_a_literal_pattern_matches_its_own_text(text: str) -> None:
    assert Glob.literal(text).matches(text)
    assert Glob.literal(text).found_in(f"IMG {text} 1.jpg")


@given(st.text("ab*?", min_size=1, max_size=8), st.text("ab", max_size=10))
def test_patterns_agree_with_the_shell(pattern: str, name: str) -> None:
    assert Glob.wild(pattern).matches(name) == fnmatchcase(name, pattern)


# --- built queries -------------------------------------------------------------------------------

texts = st.text(min_size=1, max_size=20) | fragments
texts = texts.filter(lambda text: bool(text.strip()))
weights = st.just(1.0) | st.floats(0.01, 100)
ids = st.integers(0, 2**63 - 1).map(PhotoId)
text_terms = st.builds(TextTerm, texts, weights)
like_terms = st.builds(LikeTerm, texts | ids, weights)
excluded = st.builds(ExcludeTerm, st.builds(TextTerm, texts) | st.builds(LikeTerm, texts | ids))
terms: st.SearchStrategy[Term] = text_terms | like_terms | excluded

negated = st.booleans()
globs = texts.map(Glob.literal) | texts.map(Glob.wild)
label_parts = texts.map(lambda text: text.replace("/", "").strip()).filter(
    lambda part: bool(part) and not is_source(part)
)
label_globs = st.lists(label_parts, min_size=1, max_size=3).map("/".join).map(Glob.literal)
label_globs |= st.lists(label_parts, min_size=1, max_size=3).map("/".join).map(Glob.wild)
label_globs |= st.sampled_from(Source).map(Glob)
folder_names = texts.map(lambda text: text.replace("/", "")).filter(
    lambda t: t.strip() not in ("", ".", "..")
)
days = st.datetimes(datetime(1000, 1, 1), datetime(9998, 12, 31)).map(
    lambda moment: datetime(moment.year, moment.month, moment.day)
) | st.builds(datetime, st.integers(1990, 2030), st.integers(1, 12), st.just(1))


@st.composite
def dates(draw: st.DrawFn) -> DateFilter:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start is None and end is None:
        start = draw(days)
    if start is not None and end is not None:
        start, end = min(start, end), max(start, end)
        end += timedelta(days=start == end)
    return DateFilter(start, end, negated=draw(negated))


@st.composite
def ratings(draw: st.DrawFn) -> RatingFilter:
    low, high = sorted(draw(st.tuples(st.integers(0, 5), st.integers(0, 5))))
    return draw(
        st.sampled_from([RatingFilter(low, high, negated=draw(negated)), RatingFilter(-1, -1)])
    )


filters: st.SearchStrategy[Filter] = st.one_of(
    dates(),
    ratings(),
    st.builds(CameraFilter, globs, negated=negated),
    st.builds(LensFilter, globs, negated=negated),
    st.builds(NameFilter, globs, negated=negated),
    st.builds(KeywordFilter, globs, negated=negated),
    st.builds(CaptionFilter, globs, negated=negated),
    st.builds(
        LabelFilter,
        label_globs,
        st.none() | st.sampled_from(Source),
        st.booleans(),
        negated=negated,
    ),
    st.builds(AlbumFilter, globs, negated=negated),
    st.builds(
        FolderFilter,
        st.lists(folder_names.map(Glob.literal) | folder_names.map(Glob.wild), min_size=1).map(
            tuple
        ),
        st.booleans(),
        negated=negated,
    ),
    st.builds(TypeFilter, st.frozensets(st.sampled_from(PhotoType), min_size=1), negated=negated),
    st.builds(HasFilter, st.sampled_from(Fact), negated=negated),
    st.builds(IsFilter, st.sampled_from(Trait), negated=negated),
    st.builds(IdFilter, st.frozensets(ids, min_size=1), negated=negated),
    st.builds(
        NearFilter,
        st.floats(-90, 90),
        st.floats(-180, 180),
        st.floats(1, 20_038_000) | st.integers(1, 20_000_000),
        negated=negated,
    ),
)
queries = st.builds(
    Query,
    st.lists(terms, max_size=5).map(tuple),
    st.lists(filters, max_size=5).map(tuple),
    st.none() | st.builds(Sort, st.sampled_from(SortKey), st.booleans()),
)


@given(queries)
def test_every_query_that_can_be_built_prints_and_parses_back(query: Query) -> None:
    assert parse(format_query(query)) == query


# --- long junk -----------------------------------------------------------------------------------

LENGTH = 100_000
JUNK = [
    "a",
    "a ",
    '"',
    '"a',
    '"a" ',
    '\\"',
    '"\\',
    "-",
    "- ",
    "-a ",
    "^",
    "a^2 ",
    "a-",
    "a:",
    ":",
    "9",
    "x^9",
    "name:*",
    "name:*?",
    'in:"a/"',
    "in:a/",
    "date:9",
    "date:..",
    "like:#9",
    "like:a^2 ",
    "id:1,",
    "type:raw,",
    "near:1,",
    "rating:4 ",
    "\u0301",
    " ",
]


@pytest.mark.parametrize("piece", JUNK)
@pytest.mark.parametrize("start", ["", '"', "name:", "dog^", "near:1,", "id:", "foo", "-", "sort:"])
def test_long_junk_is_read_in_one_go(start: str, piece: str) -> None:
    text = start + piece * (LENGTH // len(piece))
    read = outcome(text)
    if isinstance(read, QueryError):
        assert 0 <= read.start <= read.end <= len(text)
        assert len(str(read)) < 200
    else:
        assert parse(format_query(read)) == read


def test_long_random_junk_is_read_in_one_go() -> None:
    dice = random.Random(2024)
    for _ in range(3):
        text = " ".join(dice.choices(["cat", '"a b"', "-x", "like:#1^2", "type:raw"], k=20_000))
        assert parse(format_query(parse(text))) == parse(text)
