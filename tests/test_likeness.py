"""Which part is an old one under another id: one answer, for `diff` and for `history`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from welcomeplan.versions import Change, ChangeKind, compare, follow, likeness

from .test_diff import ADOPTED, STAYS, M, committed, parsed, small, told, told_by

if TYPE_CHECKING:
    from collections.abc import Iterable

ONCE = [{"period": "2018Q1", "done": "2018-04-01"}]
NINE = [f"other{char}x" for char in "abcdefghi"]
TWENTY = "ba ca da fa ga ha ja ka la ma na pa qa ra sa ta va wa xa za"


def others(text: str, count: int) -> str:
    """A text whose first words are others."""
    words = text.split()
    return " ".join([*(f"{word[0]}u" for word in words[:count]), *words[count:]])


RENAMES: list[tuple[str, list[M], list[M], list[str]]] = [
    # As the rows say it: `old -> new` for one promise under another id; nothing else is one.
    (
        "an id and nothing else",
        [M("survey", "Survey the newcomers of the town", "in 2018")],
        [M("poll", "Survey the newcomers of the town", "in 2018")],
        ["survey -> poll"],
    ),
    (
        "an id and the deadline, by a title that no other has",
        [M("survey", "Survey the newcomers of the town", "in 2018")],
        [M("poll", "Survey the newcomers of the town", "in 2019")],
        ["survey -> poll"],
    ),
    (
        "a title that another promise has too, and another deadline",
        [
            M("first", "Report to the council", "in 2017"),
            M("a", "Report to the council", "in 2016"),
        ],
        [M("last", "Report to the council", "in 2018"), M("a", "Report to the council", "in 2016")],
        [],
    ),
    (
        "such a title, and the same deadline",
        [
            M("first", "Report to the council", "in 2017"),
            M("a", "Report to the council", "in 2016"),
        ],
        [M("last", "Report to the council", "in 2017"), M("a", "Report to the council", "in 2016")],
        ["first -> last"],
    ),
    (
        "a typo put right in the title",
        [M("handbok", "Publish a handbok for officers", "in 2018")],
        [M("handbook", "Publish a handbook for officers", "in 2019")],
        ["handbok -> handbook"],
    ),
    (
        "capitals, stops and articles",
        [M("book", "Publish a handbook for officers.", "in 2018")],
        [M("guide", "Publish the Handbook for Officers", "in 2019")],
        ["book -> guide"],
    ),
    (
        "the same words in another order",
        [M("book", "A handbook for officers is published", "in 2018")],
        [M("guide", "For officers a handbook is published", "in 2019")],
        ["book -> guide"],
    ),
    (
        "alpha is replaced by stable",
        [M("tool-alpha", "The tool reaches alpha", "in 2018")],
        [M("tool-stable", "The tool reaches stable", "in 2019")],
        [],
    ),
    (
        "alpha is replaced by stable in a text that both have",
        [M("tool-alpha", "The tool reaches alpha", "in 2018", text=ADOPTED)],
        [M("tool-stable", "The tool reaches stable", "in 2019", text=ADOPTED)],
        [],
    ),
    (
        "the north and the south",
        [M("north", "Open an office in the northern district of the town", "in 2018")],
        [M("south", "Open an office in the southern district of the town", "in 2019")],
        [],
    ),
    (
        "the north and the south, by ids that say nothing of it",
        [M("office-a", "Open an office in the northern district of the town", "in 2018")],
        [M("office-b", "Open an office in the southern district of the town", "in 2019")],
        [],
    ),
    (
        "north-east and north-west are no slip of the pen",
        [M("a", "Open an office in the northeast", "in 2018")],
        [M("b", "Open an office in the northwest", "in 2019")],
        [],
    ),
    (
        "a word more, in the title and in the id",
        [M("training", "Hold a training of officers in the town hall", "in 2018")],
        [M("final-training", "Hold a final training of officers in the town hall", "in 2019")],
        [],
    ),
    (
        "another number of another year",
        [M("trainings", "2 trainings of officers in 2018", "in 2018")],
        [M("workshops", "3 trainings of officers in 2019", "in 2019")],
        [],
    ),
    (
        "the year in the title",
        [M("report", "Publish the report on newcomers of 2018", "by June 2019")],
        [M("paper", "Publish the report on newcomers of 2019", "by June 2020")],
        [],
    ),
    (
        "the year in the title, and the same deadline",
        [M("report", "Publish the report on newcomers of 2018", "by June 2019")],
        [M("paper", "Publish the report on newcomers of 2019", "by June 2019")],
        [],
    ),
    (
        "the number in the title, by the same adopted text and deadline",
        [M("trainings", "Hold 2 trainings", "in 2018", text=ADOPTED)],
        [M("workshops", "Hold 3 trainings", "in 2018", text=ADOPTED)],
        ["trainings -> workshops"],
    ),
    (
        "numbers as figures and as words",
        [M("trainings", "Hold two trainings of officers", "in 2018")],
        [M("workshops", "Hold 2 trainings of officers", "in 2019")],
        ["trainings -> workshops"],
    ),
    (
        "numbers as words",
        [M("trainings", "Hold two trainings of officers", "in 2018")],
        [M("workshops", "Hold three trainings of officers", "in 2018")],
        [],
    ),
    (
        "phases have letters, or Roman numbers",
        [M("a", "End of phase I", "in 2018"), M("c", "Begin with stage A", "in 2018")],
        [M("b", "End of phase II", "in 2018"), M("d", "Begin with stage B", "in 2018")],
        [],
    ),
    (
        "the year in the id, and another deadline",
        [M("training-2018", "Hold a training of officers", "in 2018")],
        [M("training-2019", "Hold a training of officers", "in 2019")],
        [],
    ),
    (
        "the number in the id, and the same deadline",
        [M("training-1", "Hold a training of officers", "in 2018")],
        [M("training-2018", "Hold a training of officers", "in 2018")],
        ["training-1 -> training-2018"],
    ),
    (
        "another file and another id",
        [M("survey", "Survey the newcomers of the town", "in 2018")],
        [M("poll", "Survey the newcomers of the town", "in 2018", file="two")],
        ["survey -> poll"],
    ),
    (
        "another title for the same adopted text",
        [M("meeting", "Meet", "in 2018", text=ADOPTED)],
        [M("assembly", "A forum of partners", "in 2019", text=ADOPTED)],
        ["meeting -> assembly"],
    ),
    (
        "an adopted text that several promises share",
        [M("meeting", "Meet", "in 2018", text=ADOPTED), M("b", "Publish", "in 2018", text=ADOPTED)],
        [M("press", "Tell", "in 2019", text=ADOPTED), M("b", "Publish", "in 2018", text=ADOPTED)],
        [],
    ),
    (
        "another word in the title, and the same deadline",
        [M("survey", "Survey all newcomers of the town by telephone", "in 2018")],
        [M("poll", "Poll all newcomers of the town by telephone", "in 2018")],
        [],
    ),
    (
        "another language, and the same deadline",
        [M("english", "Offer English classes in schools", "in 2018")],
        [M("spanish", "Offer Spanish classes in schools", "in 2018")],
        [],
    ),
    (
        "another word in the title, the same deadline and the same adopted wording",
        [M("survey", "Survey all newcomers of the town by telephone", "in 2018", text=ADOPTED)],
        [M("poll", "Poll all newcomers of the town by telephone", "in 2018", text=ADOPTED)],
        ["survey -> poll"],
    ),
    (
        "another word in the title, and another deadline",
        [M("s", "Survey all newcomers of the town by telephone", "in 2018")],
        [M("p", "Poll all newcomers of the town by telephone", "in 2019")],
        [],
    ),
    (
        "the same day in other words",
        [M("s", "Survey all newcomers of the town by telephone", "by mid-2018")],
        [M("p", "Poll all newcomers of the town by telephone", "by 30 June 2018")],
        ["s -> p"],
    ),
    (
        "two alike, swapped",
        [
            M("a", "Train the officers of the northern district", "in 2018"),
            M("b", "Train the officers of the southern district", "in 2019"),
        ],
        [
            M("c", "Train the officers of the southern district", "in 2019"),
            M("d", "Train the officers of the northern district", "in 2018"),
        ],
        ["a -> d", "b -> c"],
    ),
    (
        "two of one title, by their deadlines",
        [M("a", "Report to the council", "in 2018"), M("b", "Report to the council", "in 2019")],
        [M("c", "Report to the council", "in 2019"), M("d", "Report to the council", "in 2018")],
        ["a -> d", "b -> c"],
    ),
    (
        "two of one title, and other deadlines",
        [M("a", "Report to the council", "in 2018"), M("b", "Report to the council", "in 2019")],
        [M("c", "Report to the council", "in 2020"), M("d", "Report to the council", "in 2021")],
        [],
    ),
    (
        "done, and not done",
        [M("survey", "Survey the newcomers of the town", "in 2018", done="2018-01-01")],
        [M("poll", "Survey the newcomers of the town", "in 2018")],
        [],
    ),
    (
        "not done, and done",
        [M("survey", "Survey the newcomers of the town", "in 2018")],
        [M("poll", "Survey the newcomers of the town", "in 2018", done="2018-01-01")],
        ["survey -> poll"],
    ),
    (
        "placeholders",
        [M("roads", "TBD", "in 2018"), M("parks", "To be determined", "in 2018")],
        [M("trees", "TBD", "in 2018"), M("lakes", "To be determined", "in 2018")],
        [],
    ),
    (
        "placeholders whose ids are alike",
        [M("roads", "TBD", "in 2018")],
        [M("new-roads", "TBD", "in 2018")],
        ["roads -> new-roads"],
    ),
    (
        "placeholders whose ids are alike but for a number",
        [M("roads-1", "TBD", "in 2018")],
        [M("roads-2", "TBD", "in 2018")],
        [],
    ),
    (
        "a placeholder that was filled in, by its adopted text",
        [M("roads", "TBD", "in 2018", text=ADOPTED)],
        [M("meeting", "Meet the partners", "in 2019", text=ADOPTED)],
        ["roads -> meeting"],
    ),
    (
        "ids that are alike, and words more in the title",
        [M("survey", "Survey the newcomers of the town", "in 2018")],
        [M("newcomer-survey", "Survey the newcomers of the town by telephone", "in 2019")],
        ["survey -> newcomer-survey"],
    ),
    (
        "ids that are alike, and another word in the title",
        [M("office", "Open an office for newcomers in the north", "in 2018")],
        [M("office-south", "Open an office for newcomers in the south", "in 2019")],
        [],
    ),
    (
        "a time of what repeats was done, and is not",
        [
            M(
                "visits",
                "Visit each precinct",
                "in 2018",
                repeats="quarterly",
                occurrences=[{"period": "2018Q1", "done": "2018-04-01"}],
            )
        ],
        [M("tours", "Visit each precinct", "in 2018", repeats="quarterly")],
        [],
    ),
    (
        "an adopted text with a slip of the pen, and another title half alike",
        [M("meeting", "Meet the partners twice", "in 2018", text=ADOPTED)],
        [
            M(
                "press",
                "Meet the partners soon",
                "in 2019",
                text=ADOPTED.replace("council", "councl"),
            )
        ],
        ["meeting -> press"],
    ),
    (
        "an adopted text with a slip of the pen, and quite another title",
        [M("meeting", "Meet the partners twice", "in 2018", text=ADOPTED)],
        [M("press", "Tell everybody", "in 2019", text=ADOPTED.replace("council", "councl"))],
        [],
    ),
    (
        "alike titles of adopted texts that are not",
        [M("survey", "Survey all newcomers of the town by telephone", "in 2018", text=ADOPTED)],
        [M("poll", "Poll all newcomers of the town by telephone", "in 2018", text="Ask each.")],
        [],
    ),
    (
        "two of one title and deadline, each in its file",
        [M("a", "Report to all", "in 2018"), M("b", "Report to all", "in 2018", file="two")],
        [M("c", "Report to all", "in 2018", file="two"), M("d", "Report to all", "in 2018")],
        ["a -> d", "b -> c"],
    ),
    (
        "two of one title and deadline become one",
        [M("a", "Report to the council", "in 2018"), M("b", "Report to the council", "in 2018")],
        [M("c", "Report to the council", "in 2018")],
        ["a -> c"],
    ),
    (
        "an id that grew in two ways is neither, and no third",
        [M("report", "Report to the council", "in 2018")],
        [
            M("report-spring", "Report to the council", "in 2019"),
            M("report-fall", "Report to the council", "in 2020"),
            M("report-last", "Report to the council in person", "in 2021"),
        ],
        [],
    ),
    (
        "letters out of their turn",
        [M("handbook", "Publish a hnadbook for officers", "in 2018")],
        [M("guide", "Publish a handbook for officers", "in 2019")],
        ["handbook -> guide"],
    ),
    (
        "another first letter is another word",
        [M("show", "Open the mural gallery", "in 2018")],
        [M("exhibition", "Open the rural gallery", "in 2019")],
        [],
    ),
    (
        "another letter of a short word is another word",
        [M("tour", "Hold a tour of bus stops", "in 2018")],
        [M("trip", "Hold a tour of bug stops", "in 2019")],
        [],
    ),
    (
        "a title in another script",
        [M("tour", "Оглядини району", "in 2018"), M("north", "北部地区办公室", "in 2018")],
        [M("walk", "Оглядини району", "in 2019"), M("south", "南部地区办公室", "in 2019")],
        ["tour -> walk"],
    ),
    (
        "nothing in common",
        [M("survey", "Survey the newcomers of the town", "in 2018")],
        [M("party", "Throw a street party", "in 2018")],
        [],
    ),
    (
        "four slips of the pen",
        [M("book", "Publish handboks for oficers, interpretrs, congregatons", "in 2018")],
        [M("guide", "Publish handbooks for officers, interpreters, congregations", "in 2019")],
        ["book -> guide"],
    ),
    (
        "five slips of the pen",
        [M("book", "Publsh handboks for oficers, interpretrs, congregatons", "in 2018")],
        [M("guide", "Publish handbooks for officers, interpreters, congregations", "in 2019")],
        [],
    ),
    (
        "thirteen words of twenty, and the same deadline",
        [M("survey", TWENTY, "in 2018")],
        [M("poll", others(TWENTY, 7), "in 2018")],
        ["survey -> poll"],
    ),
    (
        "twelve words of twenty, and the same deadline",
        [M("survey", TWENTY, "in 2018")],
        [M("poll", others(TWENTY, 8), "in 2018")],
        [],
    ),
    (
        "an adopted text of which eighteen words of twenty are the same",
        [M("meeting", "Meet the partners twice", "in 2018", text=TWENTY)],
        [M("press", "Meet the partners soon", "in 2019", text=others(TWENTY, 2))],
        ["meeting -> press"],
    ),
    (
        "an adopted text of which seventeen words of twenty are the same",
        [M("meeting", "Meet the partners twice", "in 2018", text=TWENTY)],
        [M("press", "Meet the partners soon", "in 2019", text=others(TWENTY, 3))],
        [],
    ),
    (
        "an adopted text that lost two words of twenty",
        [M("meeting", "Meet the partners twice", "in 2018", text=TWENTY)],
        [M("press", "Meet the partners soon", "in 2019", text=TWENTY[:-6])],
        ["meeting -> press"],
    ),
    (
        "an adopted text that lost three words of twenty",
        [M("meeting", "Meet the partners twice", "in 2018", text=TWENTY)],
        [M("press", "Meet the partners soon", "in 2019", text=TWENTY[:-9])],
        [],
    ),
    (
        "an adopted text with another number",
        [M("meeting", "Meet the partners twice", "in 2018", text=f"{TWENTY} 2")],
        [M("press", "Meet the partners soon", "in 2019", text=f"{TWENTY} 3")],
        [],
    ),
    (
        "of two that are alike, the one whose id is alike",
        [M("report", "Report to the council", "in 2018")],
        [
            M("paper", "Report to the council", "in 2018"),
            M("final-report", "Report to the council", "in 2018"),
        ],
        ["report -> final-report"],
    ),
    (
        "of two that are alike, the one that stands beside it",
        [M("report", "Report to the council", "in 2018", file="two")],
        [
            M("paper", "Report to the council", "in 2018"),
            M("letter", "Report to the council", "in 2018", file="two"),
        ],
        ["report -> letter"],
    ),
    (
        "of two that are alike, the deadline goes before the id",
        [M("report", "Report to the council in person", "in 2018")],
        [
            M("final-report", "Report to the council in person", "in 2019"),
            M("paper", "Report to the council in person", "in 2018", file="two"),
        ],
        ["report -> paper"],
    ),
    (
        "a time more is done",
        [M("visits", "Visit each precinct", "in 2018", repeats="quarterly", occurrences=ONCE)],
        [
            M(
                "tours",
                "Visit each precinct",
                "in 2018",
                repeats="quarterly",
                occurrences=[*ONCE, {"period": "2018Q2", "done": "2018-04-01"}],
            )
        ],
        ["visits -> tours"],
    ),
    (
        "how often it repeats is a deadline",
        [M("visits", "Visit each of the precincts", repeats="quarterly"), M("x", "Rest", "TBD")],
        [
            M("tours", "Visit each of the precincts", repeats="monthly"),
            M("trips", "Visit each of the precincts", repeats="quarterly"),
        ],
        ["visits -> trips"],
    ),
    (
        "a slip of the pen in a word of five letters",
        [M("guide", "Open the tower", "in 2018")],
        [M("leaflet", "Open the towers", "in 2019")],
        ["guide -> leaflet"],
    ),
    (
        "a letter more of a word of four is another word",
        [M("guide", "Open the tour", "in 2018")],
        [M("leaflet", "Open the tours", "in 2019")],
        [],
    ),
    (
        "two letters more are another word",
        [M("guide", "Open the handbook", "in 2018")],
        [M("leaflet", "Open the handbookish", "in 2019")],
        [],
    ),
    (
        "two other letters that did not change places are another word",
        [M("guide", "Open the handbook", "in 2018")],
        [M("leaflet", "Open the handbaak", "in 2019")],
        [],
    ),
    (
        "the last two letters out of their turn",
        [M("guide", "Open the handboko", "in 2018")],
        [M("leaflet", "Open the handbook", "in 2019")],
        ["guide -> leaflet"],
    ),
    (
        "another last letter",
        [M("guide", "Open the handboot", "in 2018")],
        [M("leaflet", "Open the handbook", "in 2019")],
        ["guide -> leaflet"],
    ),
    (
        "letters out of their turn, and one letter other",
        [M("guide", "Open the hnadboot", "in 2018")],
        [M("leaflet", "Open the handbook", "in 2019")],
        [],
    ),
    (
        "a figure in a word is no slip of the pen",
        [M("guide", "Open hall35", "in 2018")],
        [M("leaflet", "Open hall36", "in 2018")],
        [],
    ),
    (
        "a slip of the pen of one word, and another word",
        [M("guide", "Publish a handbok for the officers", "in 2018")],
        [M("leaflet", "Print a handbook for the officers", "in 2019")],
        [],
    ),
    (
        "ids that are alike, and fewer words in the title",
        [M("newcomer-survey", "Survey the newcomers of the town by telephone", "in 2018")],
        [M("survey", "Survey the newcomers of the town", "in 2019")],
        ["newcomer-survey -> survey"],
    ),
    (
        "ids of which none has a word of the other are not alike",
        [M("survey", "Survey the newcomers of the town", "in 2018")],
        [M("poll", "Survey the newcomers of the town by telephone", "in 2019")],
        [],
    ),
    (
        "the word that differs is one of the ids'",
        [M("map-north", "Map the northern schools and shops", "in 2018")],
        [M("map-south", "Map the southern schools and shops", "in 2018")],
        [],
    ),
    (
        "the word that differs begins one of the ids'",
        [M("map-north", "Map the northern schools and shops", "by mid-2018")],
        [M("map-east", "Map the southern schools and shops", "by mid-2018")],
        ["map-north -> map-east"],
    ),
    (
        "a word of two letters begins many",
        [M("map-no", "Map the northern schools and shops", "by mid-2018")],
        [M("map-so", "Map the southern schools and shops", "by mid-2018")],
        ["map-no -> map-so"],
    ),
    (
        "a word more, by which the ids differ too",
        [M("map", "Map the schools and shops of the town", "in 2018")],
        [M("map-final", "Map the final schools and shops of the town", "in 2018")],
        [],
    ),
    (
        "a placeholder by another name and another deadline",
        [M("roads", "TBD", "in 2018")],
        [M("new-roads", "TBD", "in 2019")],
        ["roads -> new-roads"],
    ),
    (
        "a placeholder that was filled in",
        [M("roads", "Milestone 2 to be announced", "in 2018")],
        [M("new-roads", "Pave the roads", "in 2018")],
        [],
    ),
    (
        "of two that are alike, the one that stands in the same objective",
        [M("report", "Report to the council", "in 2018")],
        [
            M("paper", "Report to the council", "in 2018", file="two"),
            M("letter", "Report to the council", "in 2018"),
        ],
        ["report -> letter"],
    ),
    (
        "no deadline at all on either side",
        [M("survey", "Survey all newcomers of the town by telephone")],
        [M("poll", "Call and survey all newcomers of the town by telephone")],
        ["survey -> poll"],
    ),
    (
        "a deadline whose words can't be read",
        [M("survey", "Survey all newcomers of the town by telephone", "Perhaps  soon")],
        [M("poll", "Call and survey all newcomers of the town by telephone", "perhaps soon")],
        ["survey -> poll"],
    ),
    (
        "nine words that differ are too many, whatever the others",
        [M("survey", " ".join(f"same{chr(97 + n)}x" for n in range(20)), "in 2018")],
        [M("poll", " ".join([*(f"same{chr(97 + n)}x" for n in range(20)), *NINE]), "in 2019")],
        [],
    ),
    (
        "an adopted wording with nine other words, of one deadline",
        [M("meeting", "Meet twice", "in 2018", text=" ".join([ADOPTED] * 9))],
        [M("press", "Meet soon", "in 2018", text=" ".join([*[ADOPTED] * 9, *NINE]))],
        ["meeting -> press"],
    ),
    (
        "alike titles of one deadline, and a wording that another has too",
        [
            M("s", "Survey all newcomers of the town by telephone", "in 2018", text=ADOPTED),
            M("b", "Publish", "in 2018", text=ADOPTED),
        ],
        [
            M("p", "Poll all newcomers of the town by telephone", "in 2018", text="Ask each."),
            M("b", "Publish", "in 2018", text=ADOPTED),
        ],
        ["s -> p"],
    ),
    (
        "only what stands in the first thousand letters",
        [M("survey", f"{'word ' * 200}one", "in 2018")],
        [M("poll", f"{'word ' * 200}two", "in 2018")],
        ["survey -> poll"],
    ),
]


@pytest.mark.parametrize(
    ("olds", "news", "wanted"), [row[1:] for row in RENAMES], ids=[row[0] for row in RENAMES]
)
def test_renames(olds: list[M], news: list[M], wanted: list[str]) -> None:
    pair = [parsed(small(STAYS, *each)) for each in (olds, news)]
    found = compare(pair[0], pair[1])
    assert sorted(renames(found)) == wanted
    assert told(follow(committed(pair))) == told_by(found)
    for change in found:  # what is no rename is no slip either
        assert change.kind is not ChangeKind.SLIPPED or wanted


def renames(found: Iterable[Change]) -> list[str]:
    each = [change for change in found if change.kind is ChangeKind.RENAMED]
    return [f"{change.before} -> {change.after}" for change in each if change.what == "milestone"]


@pytest.mark.parametrize(("most", "wanted"), [(4, ["a -> d"]), (3, [])])
def test_of_very_many_only_equal_titles_are_looked_at(
    most: int, wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "MOST_PAIRS", most)
    same, other = "Report to the council", "Survey the newcomers of the town"
    old = parsed(small(STAYS, M("a", other, "in 2018"), M("b", same, "in 2018")))
    new = parsed(small(STAYS, M("c", same, "in 2018"), M("d", f"{other} twice", "in 2018")))
    assert sorted(renames(compare(old, new))) == [*wanted, "b -> c"]


def test_of_very_many_equal_titles_so_many_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "MOST_PAIRS", 0)
    monkeypatch.setattr(likeness, "MOST_EQUAL", 1)
    old, new = (
        parsed(small(STAYS, M(f"{a}-all", "Report to all"), M(f"{a}-each", "Survey all")))
        for a in ("x", "y")
    )
    assert renames(compare(old, new)) == ["x-all -> y-all"]
