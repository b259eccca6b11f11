"""查找: texts are found by pairs of neighbouring characters, made here when a text is written.

On PostgreSQL a `SearchField` holds a tsvector of those pairs (give it a `SearchIndex`); on SQLite it
holds the plain text, read by LIKE. `rows.filter(text__says="一次性告知")` asks either: the word stands in the text.
Latin words and numbers are found by how they begin on PostgreSQL, by any part of them on SQLite.

A text may bear tags (`with_tags(text, ["unit7"])`), which no word finds: `rows.filter(text__tagged=["unit7", "unit9"])`
asks for any of them, in the same index, so that words and tags together touch only the rows that have both.
"""

import hashlib
import re
import unicodedata

from django.db import models

LONGEST = 8_000  # characters of a text that are looked through
LONGEST_WORD = 40
MOST_WORDS = 8
TAG = "\x1f"  # no text that is kept holds this character
VEIL = {
    n: 0xE000 + n for n in range(0x21, 0x7F)
}  # tags in letters that nobody types, so that LIKE finds no tag by a word
CHINESE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
RUNS = re.compile(f"[{CHINESE}]+|[^\\W_{CHINESE}]+")


def plain(text: str) -> str:
    """One form for one text: half-width, small letters."""
    return unicodedata.normalize("NFKC", text[:LONGEST]).lower()


def words(asked: str) -> list[str]:
    """The words of what somebody typed into a search box; each of them must stand in the text."""
    return [word for word in plain(asked).split() if RUNS.search(word)][:MOST_WORDS]


def digest(text: str) -> str:
    """What tells whether a text has changed since it was written: a tsvector cannot be read back."""
    return hashlib.sha256(text.encode()).hexdigest()


def tokens(text: str) -> list[tuple[str, int]]:
    """Pairs of neighbouring characters and whole Latin words, each with its place.

    The last character of a run stands once more by itself, so that one character alone is found wherever it stands.
    """
    found, place = [], 0
    for run in RUNS.findall(plain(text)):
        if not _is_chinese(run[0]):
            place += 1
            found.append((run[:LONGEST_WORD], place))
        else:
            for at in range(len(run)):
                place += 1
                found.append((run[at : at + 2], place))
    return found


def with_tags(text: str, tags) -> str:
    """The text with its tags, as a SearchField takes it."""
    return text.replace(TAG, " ") + "".join(f"{TAG}{tag}{TAG}" for tag in sorted(tags))


def vector(text: str) -> str:
    """The text as PostgreSQL's tsvector, places included, and its tags."""
    text, *tags = text.split(TAG)
    places: dict[str, list[int]] = {}
    for token, place in tokens(text):
        places.setdefault(token, []).append(min(place, 16_383))
    said = [f"'{token}':{','.join(map(str, at[:255]))}" for token, at in sorted(places.items())]
    return " ".join([*said, *(f"'#{tag}'" for tag in tags if tag)])


def query(word: str) -> str:
    """One word as PostgreSQL's tsquery: its pairs beside each other. One character, or a Latin word, is a beginning."""
    parts: list[tuple[str, int]] = []
    place = 0
    for run in RUNS.findall(plain(word)):
        if not _is_chinese(run[0]):
            place += 1
            parts.append((f"'{run[:LONGEST_WORD]}':*", place))
            continue
        pairs = [run[at : at + 2] for at in range(max(len(run) - 1, 1))]
        parts += [
            (f"'{pair}'" + (":*" if len(pair) == 1 else ""), place + at) for at, pair in enumerate(pairs, 1)
        ]
        place += len(run)
    said = ""
    for n, (part, at) in enumerate(parts):
        said += f" <{at - parts[n - 1][1]}> {part}" if n else part
    return said


def _is_chinese(character: str) -> bool:
    return bool(re.match(f"[{CHINESE}]", character))


class SearchField(models.TextField):
    """The text a row is found by. Written from plain text, never read back."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value, compiler, connection):
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        if connection.vendor == "postgresql":
            return vector(value)
        text, mark, tags = value.partition(TAG)
        return plain(text) + mark + tags.translate(VEIL)


class SearchIndex(models.Index):
    """The index that makes a SearchField quick to look through. SQLite reads the texts and gets an empty one."""

    def create_sql(self, model, schema_editor, using="", **options):
        if schema_editor.connection.vendor == "postgresql":
            return super().create_sql(model, schema_editor, using=" USING gin", **options)
        quote = schema_editor.quote_name
        column = model._meta.get_field(self.fields[0]).column
        return (
            f"CREATE INDEX {quote(self.name)} ON {quote(model._meta.db_table)} ({quote(column)}) WHERE 1 = 0"
        )


@SearchField.register_lookup
class Says(models.Lookup):
    """`text__says="窗口"`."""

    lookup_name = "says"

    def get_prep_lookup(self):
        return str(self.rhs)

    def as_sql(self, compiler, connection):
        lhs, parameters = self.process_lhs(compiler, connection)
        pattern = re.sub(r"([\\%_])", r"\\\1", plain(self.rhs))
        return f"{lhs} LIKE %s ESCAPE '\\'", [*parameters, f"%{pattern}%"]

    def as_postgresql(self, compiler, connection):
        lhs, parameters = self.process_lhs(compiler, connection)
        return f"{lhs} @@ %s::tsquery", [*parameters, query(self.rhs)]


@SearchField.register_lookup
class Tagged(models.Lookup):
    """`text__tagged=["unit7"]`: it bears any of these."""

    lookup_name = "tagged"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, parameters = self.process_lhs(compiler, connection)
        asked = " OR ".join(f"{lhs} LIKE %s" for _tag in self.rhs)
        asked_for = [f"%{TAG}{tag.translate(VEIL)}{TAG}%" for tag in self.rhs]
        values = [value for each in asked_for for value in (*parameters, each)]
        return f"({asked})", values

    def as_postgresql(self, compiler, connection):
        lhs, parameters = self.process_lhs(compiler, connection)
        return f"{lhs} @@ %s::tsquery", [*parameters, " | ".join(f"'#{tag}'" for tag in self.rhs)]
