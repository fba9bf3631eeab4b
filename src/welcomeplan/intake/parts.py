"""Parts of a plan made of a document's sentences, one after another, each where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Question
from welcomeplan.intake.around import (
    AGAIN_WORDS,
    CONDITIONS,
    add_words,
    are_counted,
    beginning,
    comes_again,
    is_rhythm,
    loose_in,
    target_of,
    titled,
    when_of,
    without_dates,
    word,
)
from welcomeplan.intake.bodies import Bodies
from welcomeplan.intake.promising import (
    LONGEST,
    Dated,
    Judge,
    Open,
    binds_year,
    goes_on,
    has_year,
    is_told,
    key_of,
    left_open,
    looks_back,
    looks_forward,
    reads,
)
from welcomeplan.intake.spots import (
    AGAIN,
    CONDITION,
    FOREIGN,
    NO_DAY,
    NOT_PROMISED,
    OVERRULED,
    PAST,
    PROMISED,
    SEVERAL,
    SINCE,
    TOO_LONG,
    WHOSE,
    Spot,
)
from welcomeplan.intake.titling import title_of
from welcomeplan.intake.values import Item, Landing, Taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.nodes import Said
    from welcomeplan.intake.values import Kind


class Parts:
    """The strategies, and what became of each sentence."""

    def __init__(self, title: Sequence[Said], bodies: Bodies, judge: Judge) -> None:
        self.strategies: list[Item] = []
        self.landings: dict[int, Landing] = {}
        self.asked: dict[Open, list[tuple[str, str]]] = {}
        """Questions by their kind, each with its first remedy: places and words of each."""
        self.undatable: set[int] = set()
        """The sentences that promise a day in words that nobody can date."""
        self._kinds: dict[str, Open] = {}
        self.numbers: list[tuple[str, str, Item]] = []
        self.taken: list[Taken] = []
        """What the columns of tables were taken for."""
        self.foreign = False
        self.assumed: set[Item] = set()
        """The parts whose lead or owner prose names, and no label."""
        self.headed: dict[Item, list[tuple[Item, Said, str]]] = {}
        """The milestones that an action's own words date: each with the sentence and the words."""
        self.beside: dict[Item, list[Item]] = {}
        """Milestones of the same action and label, each for another day."""
        self._title = title
        self.organizations = bodies
        self.judge = judge

    # What becomes of a sentence

    def land(self, said: Said, item: Item | None, why: str = "") -> None:
        """A sentence has its place."""
        self.landings[said.at] = Landing(said.place, said.text, item, why)

    def no_promise(self, said: Said, why: str) -> None:
        """A sentence shows by itself that it promises nothing."""
        if said.at not in self.landings:
            why = f"{why}, and promises nothing"
            self.landings[said.at] = Landing(said.place, said.text, None, why, no_promise=True)

    def leave(self, said: Said, why: str) -> None:
        """A sentence is no part of the plan, unless it was landed before."""
        if said.at in self.landings:
            return
        dates = self.judge.dates_in(said.words or said.text, None, among_promises=True)
        dated = any(one.verdict != "past" for one in dates)
        if why == NO_DAY and dates:
            why = NOT_PROMISED if dated else PAST
            if dated:
                self.ask(PROMISED, said, said.text)
        self.landings[said.at] = Landing(said.place, said.text, None, why, dated=dated)

    def keep(self, said: Said, why: str) -> None:
        """A sentence stands in plan.yaml, or on the title page."""
        if said.at not in self.landings:
            self.land(said, None, why)

    def ask(self, kind: Open, said: Said, words: str) -> None:
        """A question that only a person can answer, together with others of its kind."""
        places = self.asked.setdefault(self._kinds.setdefault(kind.asked, kind), [])
        if (said.place, words) not in places[-9:]:
            places.append((said.place, words))

    def ask_since(self) -> None:
        """Since when something repeats, where no period of the plan says it."""
        for landing in self.landings.values():
            item = landing.item
            if item is not None and "repeats" in item.keys and "starts" not in item.keys:
                words = str(item.keys["repeats"])
                self.asked.setdefault(SINCE, []).append((landing.place, words))

    # Where things stand

    def strategy(self, spot: Spot) -> Item:
        """The strategy that a spot is in. Where there is none, the nearest heading is one, or the
        document's title."""
        if spot.kind == "strategy" and spot.item is not None:
            return spot.item
        if spot.kind == "prose" and not self._prose_above(spot):
            if spot.item is None:
                spot.item = self._made("strategy", spot.said)
                self.strategies.append(spot.item)
            return spot.item
        if spot.up is not None:
            return self.strategy(spot.up)
        if spot.item is None:
            spot.item = self._made("strategy", self._title)
            self.strategies.append(spot.item)
        return spot.item

    def objective(self, spot: Spot) -> Item:
        """The objective that a spot is in, made where it is needed and there is none."""
        if spot.kind == "objective" and spot.item is not None:
            return spot.item
        if spot.kind == "prose" and self._prose_above(spot) and spot.said:
            if spot.item is None:
                strategy = self.strategy(spot)
                spot.item = self._made("objective", spot.said)
                strategy.parts.append(spot.item)
            return spot.item
        if spot.kind in ("root", "prose", "strategy"):
            strategy = self.strategy(spot)
            if spot.inner is None:
                spot.inner = Item("objective", strategy.title)
                strategy.parts.append(spot.inner)
            return spot.inner
        return self.objective(spot.up) if spot.up is not None else self.objective(Spot("root"))

    def _prose_above(self, spot: Spot) -> bool:
        """Whether what is above a heading is a part of the plan, or a heading that may be one."""
        above = spot.up
        return above is not None and above.kind != "root"

    def holder(self, spot: Spot) -> Item:
        """The action or objective that a milestone of this spot stands under."""
        above: Spot | None = spot
        while above is not None:
            if above.kind == "action" and above.item is not None:
                return above.item
            if above.kind in ("objective", "prose", "strategy", "root"):
                break
            above = above.up
        return self.objective(spot)

    def year(self, spot: Spot | None) -> int | None:
        """The year that the nearest heading states."""
        while spot is not None:
            if spot.year:
                return spot.year
            spot = spot.up
        return None

    def _made(
        self, kind: Kind, said: Sequence[Said], spans: Sequence[tuple[int, int]] = ()
    ) -> Item:
        """A part made of a heading: its title and, where that is shorter, its wording."""
        words = [one for one in said if one.words]
        first = words[0].words if words else ""
        title = first.rstrip(" .:") if kind == "strategy" else title_of(first, spans)
        item = Item(kind, title or first or "…")
        whole = " ".join(one.words for one in words)
        if kind == "strategy":
            rest = " ".join(one.words for one in words[1:])
            if rest:
                item.keys["summary"] = rest
        else:
            word(item, whole)
        if words:
            item.keys["source"] = words[0].place
        for one in said:
            self.land(one, item)
        return item

    # Parts

    def part(self, kind: Kind, spot: Spot, said: Sequence[Said], number: str = "") -> Item:
        """A part with a heading or label of its own."""
        item = self._made(kind, said, self._spans(said, spot) if kind == "action" else ())
        if kind == "strategy":
            self.strategies.append(item)
        elif kind == "objective":
            self.strategy(spot).parts.append(item)
        elif kind == "action":
            self.objective(spot).parts.append(item)
        else:
            self.holder(spot).parts.append(item)
        if number:
            self.numbers.append((kind, number, item))
        return item

    def action(self, spot: Spot, said: Sequence[Said], number: str = "") -> Item:
        """An action of a list; what of it has a deadline is its milestone."""
        objective = self.objective(spot)
        sure: list[tuple[Said, list[Dated]]] = []
        undated: list[Said] = []
        for one in said:
            dates = self._dates(one, spot, among_promises=True)
            (undated.append(one) if not dates else sure.append((one, dates)))
        item = self._made("action", undated or said, () if undated else self._spans(said, spot))
        objective.parts.append(item)
        lead = next((body for one in said if (body := self._subject(one, []))), None)
        if lead:
            item.keys["lead"] = lead
            self.assumed.add(item)
        if number:
            self.numbers.append(("action", number, item))
        for one, dates in sure:
            self._head(item, self._milestones(item, one, dates, before=undated), one)
        if spot.closed:
            spot.group, spot.closed = [], False
        spot.group.append(item)
        spot.last, spot.promise = item, None
        return item

    def point(
        self, spot: Spot, said: Sequence[Said], number: str, due: Said | None, *, listed: bool
    ) -> None:
        """A point of a list of actions: with a deadline it is a milestone. `due`: the one that
        the list's heading gives it. `listed`: whether it stands under a part of the plan;
        elsewhere it must say what is to be done."""
        dated = [(one, self._dates(one, spot, among_promises=listed)) for one in said]
        if any(dates for _, dates in dated) and not number:
            self.promises(spot, said, among_promises=listed)
            return
        if due is not None:
            self.promises(spot, said[:1], among_promises=True)
            if spot.promise is not None and self.landings[said[0].at].item is spot.promise:
                spot.promise.keys["due"] = due.words
                read = reads(due.words, self.judge.calendar, self.year(spot))
                if isinstance(read, Question):
                    self.ask(left_open(read), due, due.words)
                self.land(due, spot.promise)
                self.more(spot.promise, said[1:])
            return
        forward = any(looks_forward(one.words, self.foreign) for one in said[:1])
        if (
            any(dates for _, dates in dated)
            or (listed and not looks_back(said[0].words))
            or forward
        ):
            self.action(spot, said, number)
            return
        for one in said:
            self.leave(one, NO_DAY)

    def promises(self, spot: Spot, said: Sequence[Said], *, among_promises: bool) -> None:
        """Sentences each of which is a milestone: dated, or undated where they are promises."""
        before: Item | None = None
        for one in said:
            dates = self._dates(one, spot, among_promises=among_promises)
            if not dates and before is not None and goes_on(one.words):
                self.more(before, [one])
                continue
            if not dates and looks_back(one.words):
                self.no_promise(one, "it tells what was done")
                continue
            if not dates and not among_promises and one.at not in self.undatable:
                self.leave(one, NO_DAY)
                continue
            other = self._other(spot, one, dates)
            if other:
                made = self._milestones(self.objective(spot), one, dates)
            elif spot.kind == "action" and spot.item is not None:
                made = self._milestones(spot.item, one, dates)
            else:
                made = self._milestones(self.holder(spot), one, dates)
                of = spot.group[0] if len(spot.group) == 1 else None
                other = self._other(Spot("action", spot, item=of), one, dates) if of else ""
                for item in made:
                    item.of = None if other else of
            if other and "owner" not in made[0].keys:
                self.ask(WHOSE, one, other)
            spot.closed = True
            before = spot.promise = spot.last = made[-1]

    def _milestones(
        self, holder: Item, said: Said, dates: Sequence[Dated], before: Sequence[Said] = ()
    ) -> list[Item]:
        """The milestones of one sentence: one for each of its deadlines, where each stands in a
        clause of its own; where that can't be told, one that is asked about."""
        text = said.words
        bare = (
            len(dates) == 1
            and not text[: dates[0].start].strip(" (")
            and not text[dates[0].end :].strip(" .)")
        )
        owner = self._subject(before[0] if bare and before else said, dates)
        whole = " ".join([*(one.words for one in before if bare), text])
        again = None if comes_again(dates) else AGAIN_WORDS.search(without_dates(text, dates))
        if again:
            self.ask(AGAIN, said, again[0])
        made: list[Item] = []
        every: list[Dated | None] = [*self._apart(said, dates)] or [None]
        for one in every:
            title = holder.title if bare else titled(text, one, len(dates) > 1)
            item = Item("milestone", title)
            word(item, whole)
            if one is not None:
                for dated in dates if is_rhythm(dates) else [one]:
                    self._date(item, said, dated)
                target = target_of(text, one) if are_counted(text, dates) else ""
                if target:
                    item.keys["target"] = target
            if owner:
                item.keys["owner"] = owner
            item.keys["source"] = said.place
            holder.parts.append(item)
            made.append(item)
        self.land(said, made[0])
        return made

    def _apart(self, said: Said, dates: Sequence[Dated]) -> list[Dated]:
        """The deadlines of a sentence that are each a promise; none where that is asked."""
        text = said.words
        rest = without_dates(text, dates) if dates else ""
        loose = loose_in(text, dates)
        if dates and CONDITIONS.search(rest):
            self.ask(CONDITION, said, text)
            return []
        if (len(dates) <= 1 and not loose) or is_rhythm(dates):
            return list(dates[:1])
        clauses = {one.clause for one in dates}
        apart = are_counted(text, dates) or len(clauses) == len(dates)
        if apart and not loose:
            return list(dates)
        self.ask(SEVERAL, said, ", ".join([*(one.words for one in dates), *loose]))
        return []

    def _date(self, item: Item, said: Said, one: Dated) -> None:
        begins = "repeats" in item.keys and one.deadline.start and not one.deadline.end
        item.keys["starts" if begins else key_of(one.deadline)] = one.words
        if one.missing is not None:
            self.ask(one.missing, said, one.words)

    def _dates(self, said: Said, spot: Spot, *, among_promises: bool) -> list[Dated]:
        """The deadlines of a sentence that it promises. Whatever else is dated stays words."""
        year = self.year(spot)
        among_promises = among_promises or self.organizations.begins(said.words)
        every = self.judge.dates_in(said.words, year, among_promises=among_promises)
        if len(said.words) > LONGEST:
            self.ask(TOO_LONG, said, f"{said.words[:60]} ...")
            return []
        promised = [one for one in every if one.verdict == "promised"]
        rest = without_dates(said.words, every)
        named = bool(binds_year(rest)) or (self.foreign and has_year(rest))
        among = among_promises or looks_forward(said.words)
        if not promised and named and among and not is_told(rest):
            self.ask(FOREIGN, said, said.words)
            self.undatable.add(said.at)
        return promised

    def _other(self, spot: Spot, said: Said, dates: Sequence[Dated]) -> str:
        """Who else than the lead of an action a sentence under it says will do something."""
        if spot.kind != "action" or spot.item is None or "lead" not in spot.item.keys:
            return ""
        acting = self.organizations.acting(said.words, beginning(said.words, dates))
        known = self._subject(said, dates) or acting
        return acting if known != spot.item.keys["lead"] else ""

    def _spans(self, said: Sequence[Said], spot: Spot) -> list[tuple[int, int]]:
        """Where the deadlines of the first sentence stand, which are no words of a title."""
        first = [one for one in said if one.words][:1]
        dates = (self._dates(one, spot, among_promises=True) for one in first)
        return [(one.start, one.end) for found in dates for one in found]

    def _subject(self, said: Said, dates: Sequence[Dated]) -> str | None:
        found = self.organizations.subject(said.words)
        after = 0 if found else beginning(said.words, dates)
        return self.organizations.subject(said.words, after) if after else found

    def heading(self, spot: Spot, said: Sequence[Said], *, among_promises: bool = True) -> None:
        """What the heading of a part promises itself: “Open two centers by 2025”."""
        item = spot.item
        if item is None:
            return
        for one in said:
            dates = self._dates(one, spot, among_promises=among_promises)
            if item.kind == "milestone":
                for dated in self._apart(one, dates)[:1]:
                    self._date(item, one, dated)
                    self._head(item, [item], one)
            elif dates:
                holder = item if item.kind in ("action", "objective") else self.objective(spot)
                self._head(item, self._milestones(holder, one, dates), one)
                self.land(one, item)
            key = "owner" if item.kind == "milestone" else "lead"
            owner = self._subject(one, dates)
            if owner and key not in item.keys:
                item.keys[key] = owner
                self.assumed.add(item)

    def _head(self, item: Item, made: Sequence[Item], said: Said) -> None:
        self.headed.setdefault(item, []).extend((one, said, str(when_of(one))) for one in made)
        self.assumed.update(made)

    def overrule(self, item: Item, words: str) -> None:
        """A label dates a part: what its own words do is told, and no deadline of it."""
        every = self.headed.pop(item, [])
        for made, said, _ in every:
            for places in self.asked.values():
                places[:] = [
                    (at, of) for at, of in places if at != said.place or of not in said.text
                ]
            if made is item:
                for key in ("due", "repeats", "starts"):
                    item.keys.pop(key, None)
            else:
                item.parts = [one for one in item.parts if one is not made]
                self.land(said, item)
            if said.words.startswith(item.title):  # the time that was cut off is a word like others
                item.title = title_of(said.words)
                if item.keys.get("text") == said.words and item.title == said.words.rstrip(" .:"):
                    del item.keys["text"]
        for _, said, due in every:
            if due and due not in words:
                self.ask(OVERRULED, said, f"{due}” beside “{words}")

    def measured(self, item: Item, said: Said, spot: Spot) -> None:
        """A measure has the time that it is to be reached by; several are asked."""
        dates = self._dates(said, spot, among_promises=True)
        if len(dates) > 1:
            self.ask(SEVERAL, said, ", ".join(one.words for one in dates))
        for one in self._apart(said, dates) if len(dates) == 1 else ():
            if key_of(one.deadline) == "due":
                item.keys["due"] = one.words
                if one.missing is not None:
                    self.ask(one.missing, said, one.words)

    def dated(self, said: Said, spot: Spot, *, among_promises: bool) -> bool:
        """Whether a sentence promises a day, also in words that nobody can date."""
        dates = self._dates(said, spot, among_promises=among_promises)
        return bool(dates) or said.at in self.undatable

    def says_more(self, said: Said, spot: Spot) -> bool:
        """Whether a sentence that has deadlines has other words, too."""
        dates = self.judge.dates_in(said.words, self.year(spot), among_promises=True)
        rest = without_dates(said.words, dates)
        return bool(dates) and len(rest.strip(" .,;:()–—-").split()) > 1

    def below(self, spot: Spot, item: Item, said: Sequence[Said]) -> None:
        """A point under an action: a milestone of it where it is dated or says what is to be done;
        else more of its words."""
        inner = Spot("action", spot, item=item) if item.kind == "action" else Spot("below", spot)
        for one in said:
            dated = self.dated(one, spot, among_promises=True)
            if dated or (item.kind == "action" and looks_forward(one.words, self.foreign)):
                self.promises(inner, [one], among_promises=True)
            else:
                self.more(item, [one])

    def more(self, item: Item, said: Sequence[Said]) -> None:
        """Sentences that say more of a part: its summary or wording."""
        for one in said:
            add_words(item, one.words)
            self.land(one, item)
