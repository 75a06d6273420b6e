"""Places: the administrative gazetteer of China, and place names found in text.

Codes are those of GB/T 2260: two digits each for province, prefecture and county, `000000` for
the whole country. Load the bundled gazetteer with `load_gazetteer()`.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ingest.documents import NATIONAL_CODE, Tier
from ingest.errors import UnknownPlaceError

_LEVELS = {0: Tier.NATIONAL, 1: Tier.PROVINCE, 2: Tier.CITY, 3: Tier.COUNTY}
_RANK = {Tier.NATIONAL: 0, Tier.PROVINCE: 1, Tier.CITY: 2, Tier.COUNTY: 3}

# A form that ends in a division suffix is no place where the next character makes another word
# of the suffix: 常州|市场, 河北|区域, 城关|区别, 丰满|旗帜.
_SUFFIX_WORDS = {
    "市": "场值容",
    "区": "域间块位别分划",
    "旗": "帜下舰",
    "盟": "友国约",
    "州": "际",
    "县": "",
    "省": "钱时事",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division. `path` runs from the province to the place itself."""

    code: str
    name: str
    short: str
    path: tuple[str, ...]
    tier: Tier

    @property
    def full_name(self) -> str:
        """“江苏省常州市”, “上海市”, “全国”; a zone named after its city does not repeat it."""
        parts = [
            part
            for part, below in zip(self.path, (*self.path[1:], ""), strict=True)
            if not _zone_named_after(below, part)
        ]
        return "".join(parts)


def _zone_named_after(zone: str, city: str) -> bool:
    """苏州工业园区 carries 苏州; 长沙县 and 本溪满族自治县 are divisions with the name of theirs."""
    return zone.startswith(city[:-1]) and len(zone) > len(city) + 1 and "自治" not in zone


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text; adjacent names (江苏省常州市) are one mention of the last.

    `place` is None where several places bear the name and nothing tells which; `candidates`
    then holds them all, else just the place.
    """

    place: Place | None
    candidates: tuple[Place, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    codes: tuple[str, ...]


def parent_code(code: str, known: Collection[str]) -> str | None:
    """The next division above `code` among `known`; None above the whole country."""
    if code == NATIONAL_CODE:
        return None
    for above in (code[:4] + "00", code[:2] + "0000"):
        if above != code and above in known:
            return above
    return NATIONAL_CODE


class Gazetteer:
    """Looks places up by name and finds them in text.

    Args:
        rows: (code, name, short name) of every division, `000000` included.
        aliases: (alias, code, use), use being "find", "name" or "number".
        ordinary: names that need their suffix or an ancestor right before them.
        not_places: words that contain a place name and name no place.
    """

    def __init__(
        self,
        rows: Iterable[tuple[str, str, str]],
        aliases: Iterable[tuple[str, str, str]] = (),
        ordinary: Collection[str] = (),
        not_places: Collection[str] = (),
    ) -> None:
        table = {code: (name, short) for code, name, short in rows}
        self._parents = {code: parent_code(code, table) for code in table}
        self._places = {code: self._place(code, table) for code in table}
        self._ordinary = frozenset(ordinary)
        self._forms: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._prefixes: dict[str, tuple[str, ...]] = {}
        for place in self._places.values():
            for form in _forms_of(place):
                forms = self._named if place.code == NATIONAL_CODE else self._forms
                _add(forms, form, place.code)
        for alias, code, use in aliases:
            forms = {"find": self._forms, "name": self._named, "number": self._prefixes}[use]
            _add(forms, alias, code)
        self._lengths = _lengths_by_start((*self._forms, *not_places))
        self._not_places = frozenset(not_places)
        self._children = _grouped(self._parents)

    def _place(self, code: str, table: Mapping[str, tuple[str, str]]) -> Place:
        name, short = table[code]
        path = [name]
        above = self._parents[code]
        while above is not None and above != NATIONAL_CODE:
            path.insert(0, table[above][0])
            above = self._parents[above]
        level = 0 if code == NATIONAL_CODE else 1 if code.endswith("0000") else 2
        if level == 2 and not code.endswith("00"):
            level = 3
        return Place(code, name, short, tuple(path), _LEVELS[level])

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __contains__(self, code: object) -> bool:
        return code in self._places

    # --- the tree --------------------------------------------------------------------------

    def place(self, code: str) -> Place:
        """The place with a code. Raises UnknownPlaceError."""
        try:
            return self._places[code]
        except KeyError:
            raise UnknownPlaceError(
                f"行政区划代码“{code}”不在地名表中", "请使用六位 GB/T 2260 代码或地名"
            ) from None

    def parent(self, code: str) -> Place | None:
        """The division next above; None for the whole country."""
        above = self._parents[self.place(code).code]
        return None if above is None else self._places[above]

    def ancestors(self, code: str) -> tuple[Place, ...]:
        """All divisions above, the nearest first, the whole country last."""
        found = []
        above = self.parent(code)
        while above is not None:
            found.append(above)
            above = self.parent(above.code)
        return tuple(found)

    def children(self, code: str) -> tuple[Place, ...]:
        """The divisions next below, by code."""
        return tuple(self._places[below] for below in self._children.get(code, ()))

    def contains(self, outer_code: str, inner_code: str) -> bool:
        """Whether the inner place is the outer one or lies in it."""
        code: str | None = inner_code
        while code is not None and code != outer_code:
            code = self._parents.get(code)
        return code == outer_code

    # --- names -----------------------------------------------------------------------------

    def resolve(self, name: str, within: str | None = None) -> Place:
        """The place a name means: full (江苏省常州市), short (常州), partial path (淮安金湖).

        Of several places with one name the highest division is meant (淮安 is the city, not its
        district), and among those of one level the one inside `within` (a code).

        Raises:
            UnknownPlaceError: no such place, or several of one level; near names are listed.
        """
        wanted = "".join(name.split())
        codes = self._codes_of(wanted) or self._prefixes.get(wanted, ())
        if within is not None:
            codes = tuple(c for c in codes if self.contains(within, c))
        codes = self._highest(codes)
        if len(codes) == 1:
            return self._places[codes[0]]
        if codes:
            listed = "、".join(self._places[c].full_name for c in codes[:6])
            raise UnknownPlaceError(
                f"地名“{wanted}”有{len(codes)}处：{listed}", "请连同上级地名一起写明"
            )
        near = self._near(wanted)
        remedy = f"是否指：{'、'.join(near)}？" if near else "请写省、市、县的全称或简称"
        raise UnknownPlaceError(f"地名“{wanted}”不在行政区划表中", remedy)

    def by_number_prefix(self, prefix: str) -> tuple[Place, ...]:
        """Places whose abbreviation a 发文字号 may begin with (苏 → 江苏省, 苏州市)."""
        codes = (*self._named.get(prefix, ()), *self._prefixes.get(prefix, ()))
        return tuple(self._places[code] for code in codes)

    def _codes_of(self, name: str) -> tuple[str, ...]:
        whole = (*self._forms.get(name, ()), *self._named.get(name, ()))
        if whole:
            return tuple(dict.fromkeys(whole))
        found: dict[str, None] = {}
        for cut in range(len(name) - 1, 0, -1):
            outer = self._forms.get(name[:cut]) or self._named.get(name[:cut])
            if not outer:
                continue
            for inner in self._codes_of(name[cut:]):
                if any(self.contains(o, inner) for o in outer):
                    found[inner] = None
        return tuple(found)

    def _near(self, name: str) -> list[str]:
        """The three known names most like an unknown one, higher divisions first among equals."""
        close = difflib.get_close_matches(name, self._forms, n=30, cutoff=0.5)
        likeness = {form: difflib.SequenceMatcher(None, name, form).ratio() for form in close}
        level = {
            form: min(_RANK[self._places[c].tier] for c in self._forms[form]) for form in close
        }
        return sorted(close, key=lambda form: (-likeness[form], level[form], form))[:3]

    def _highest(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        if len(codes) < 2:
            return codes
        best = min(_RANK[self._places[c].tier] for c in codes)
        return tuple(c for c in codes if _RANK[self._places[c].tier] == best)

    # --- places in text --------------------------------------------------------------------

    def find(self, text: str, context_code: str | None = None) -> tuple[PlaceMention, ...]:
        """Every place named in a text, in order, the longest name at each position.

        A name that several places bear is settled by an ancestor named anywhere in the text,
        else by `context_code` (the place inside it, or nearest to it), else by level (吉林 is
        the province). The whole country is never reported: 全国 and 国家 in running text mostly
        name a tier or a comparison.
        """
        chains = self._chains(text)
        sure = [chain.codes[0] for chain in chains if len(chain.codes) == 1]
        return tuple(self._mention(text, chain, sure, context_code) for chain in chains)

    def _mention(
        self, text: str, chain: _Match, sure: Collection[str], context_code: str | None
    ) -> PlaceMention:
        codes = self._settle(chain.codes, sure, context_code)
        candidates = tuple(self._places[code] for code in codes)
        place = candidates[0] if len(candidates) == 1 else None
        return PlaceMention(
            place, candidates, chain.start, chain.end, text[chain.start : chain.end]
        )

    def _settle(
        self, codes: tuple[str, ...], sure: Collection[str], context_code: str | None
    ) -> tuple[str, ...]:
        if len(codes) == 1:
            return codes
        beside = tuple(c for c in codes if any(s != c and self.contains(s, c) for s in sure))
        codes = beside or codes
        if context_code is not None:
            near: str | None = context_code
            while near is not None and near != NATIONAL_CODE:
                inside = tuple(c for c in codes if self.contains(near, c))
                if inside:
                    codes = inside
                    break
                near = self._parents.get(near)
        return self._highest(codes)

    def _chains(self, text: str) -> list[_Match]:
        """Matches, each joined with the one right before it where it lies in that place."""
        chains: list[_Match] = []
        position = 0
        while position < len(text) - 1:
            lengths = self._lengths.get(text[position : position + 2])
            if lengths is None:
                position += 1
                continue
            before = chains[-1] if chains and chains[-1].end == position else None
            end, codes = self._match(text, position, lengths, before)
            if codes:
                inner = self._inside(before, codes) if before else ()
                if before and inner:
                    chains[-1] = _Match(before.start, end, inner)
                else:
                    chains.append(_Match(position, end, codes))
            position = end
        return chains

    def _match(
        self, text: str, position: int, lengths: tuple[int, ...], before: _Match | None
    ) -> tuple[int, tuple[str, ...]]:
        """(end, codes) of the longest acceptable name here; no codes where there is none."""
        for length in lengths:
            end = position + length
            form = text[position:end]
            if form in self._not_places:
                return end, ()
            codes = self._forms.get(form)
            if codes is None or not _stands(form, text, end):
                continue
            if form in self._ordinary or (
                form[:-1] in self._ordinary and text[end : end + 1] == "级"
            ):
                codes = self._inside(before, codes) if before else ()
            if codes:
                return end, codes
        return position + 1, ()

    def _inside(self, outer: _Match, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(c for c in codes if any(o != c and self.contains(o, c) for o in outer.codes))


def _stands(form: str, text: str, end: int) -> bool:
    following = text[end : end + 1]
    if following == "路" and text[end + 1 : end + 2] not in ("径", "线", "演", "由"):
        return False  # a street bears the name of a city far away: 南京路
    return not following or following not in _SUFFIX_WORDS.get(form[-1], "")


def _forms_of(place: Place) -> tuple[str, ...]:
    """The names a place goes by: full, short, and 恩施州 for 恩施土家族苗族自治州."""
    forms = [place.name]
    if len(place.short) > 1:
        forms.append(place.short)
        for long_suffix, suffix in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
            if place.name.endswith(long_suffix):
                forms.append(place.short + suffix)
    return tuple(dict.fromkeys(forms))


def _add(forms: dict[str, tuple[str, ...]], form: str, code: str) -> None:
    if code not in forms.get(form, ()):
        forms[form] = (*forms.get(form, ()), code)


def _lengths_by_start(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for form in forms:
        lengths.setdefault(form[:2], set()).add(len(form))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


def _grouped(parents: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    children: dict[str, list[str]] = {}
    for code, above in parents.items():
        if above is not None:
            children.setdefault(above, []).append(code)
    return {above: tuple(sorted(below)) for above, below in children.items()}


def _rows(name: str) -> list[tuple[str, str, str]]:
    lines = _lines(name)
    return [(first, second, third) for first, second, third in (line.split("\t") for line in lines)]


def _lines(name: str) -> list[str]:
    data = resources.files("ingest.metadata") / "data" / name
    return [
        line for line in data.read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The bundled gazetteer (about 3,400 places), loaded once a process."""
    return Gazetteer(
        rows=_rows("gazetteer.tsv"),
        aliases=_rows("place_aliases.tsv"),
        ordinary=" ".join(_lines("ordinary_words.txt")).split(),
        not_places=" ".join(_lines("not_places.txt")).split(),
    )
