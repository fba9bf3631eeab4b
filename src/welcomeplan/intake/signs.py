"""The words that documents put before their parts: “Objective 1:”, “Timeline:”, “Responsable:”."""

from __future__ import annotations

import re
from typing import NamedTuple

LEVELS = ("pillar", "goal", "strategy", "objective", "recommendation", "action", "milestone")
"""The words for levels, from the highest. Plans disagree on which of strategy and objective is the
higher: the one that a document names first."""

_WORDS = {
    "pillar": (
        "pillar|theme|focus area|area of focus|priority area|strategic area|strategic direction"
        "|strategic priority|strategic priorities|priority|priorities|policy area|domain|key area"
        "|pilar|eje|eje estratégico|línea estratégica|área|área estratégica"
        "|axe|axe stratégique|orientation|orientation stratégique|pilier"
        "|handlungsfeld|handlungsfelder|schwerpunkt|schwerpunkte"
    ),
    "goal": (
        "goal|strategic goal|overarching goal|aim|meta|fin|but|finalité|leitziel|leitziele"
        "|oberziel|oberziele"
    ),
    "strategy": (
        "strategy|strategies|key strategy|key strategies|estrategia|stratégie|strategie|strategien"
    ),
    "recommendation": (
        "recommendation|recomendación|recomendaciones|recommandation|empfehlung|empfehlungen"
    ),
    "objective": (
        "objective|strategic objective|outcome|commitment|engagement|compromiso"
        "|objetivo|objetivo estratégico|objetivo específico"
        "|objetivos estratégicos|objetivos específicos|objectif|objectif stratégique"
        "|objectifs stratégiques|ziel|ziele|teilziel|teilziele"
    ),
    "action": (
        "action|action item|action step|key action|priority action|implementation action|step"
        "|next step|initiative|key initiative|task|activity|activities|key activity|key activities"
        "|tactic|project|proposed action|recommended action|actions and timeline"
        "|acción|acciones|actividad|actividades|medida|tarea|iniciativa|proyecto|línea de acción"
        "|líneas de acción|mesure|activité|activités|tâche|projet"
        "|maßnahme|maßnahmen|aktion|aktionen|aktivität|aktivitäten|projekt|projekte|aufgabe"
        "|aufgaben"
    ),
    "milestone": (
        "milestone|key milestone|deliverable|key deliverable|hito|entregable|jalon|livrable"
        "|meilenstein|meilensteine"
    ),
    "due": (
        "timeline|time line|timeframe|time frame|time-frame|timing|by when|when|due|due date|date"
        "|deadline|target date|target completion|target completion date|completion|completion date"
        "|estimated completion|estimated completion date|schedule|implementation timeline"
        "|implementation schedule|year|end date|target year|term|time period|time horizon"
        "|plazo|plazo de ejecución|fecha|fecha límite|cronograma|calendario|cuándo|año|periodo"
        "|période|échéance|échéancier|calendrier|délai|date limite|date cible|quand"
        "|frist|zeitplan|termin|zeitraum|zeitrahmen|bis wann|wann|umsetzung bis"
    ),
    "starts": (
        "start|starts|start date|begins|begin date|inicio|fecha de inicio|début|date de début"
        "|beginn|start ab"
    ),
    "lead": (
        "responsible|responsible party|responsible parties|responsible agency|responsible entity"
        "|responsible department|responsible organization|responsible person|responsible staff"
        "|responsibility|lead|leads|lead agency|lead agencies|lead organization|lead department"
        "|lead party|lead entity|lead partner|lead staff|owner|action owner|who|by whom"
        "|accountable|accountability|led by"
        "|responsable|responsables|líder|encargado|entidad responsable|área responsable|quién"
        "|responsable principal|pilote|porteur|chef de file|qui"
        "|verantwortlich|verantwortliche|verantwortung|zuständig|zuständigkeit|federführung|wer"
    ),
    "partners": (
        "partner|partners|key partner|partner organization|partner agency|partner agencies"
        "|supporting partner|supporting agency|supporting agencies|supporting organization"
        "|supporting department|potential partner|community partner|support|collaborator"
        "|socios|aliados|colaboradores|entidades colaboradoras|participantes"
        "|partenaire|partenaires|beteiligte|mitwirkende|partnerinnen und partner"
    ),
    "measure": (
        "measure|outcomes|expected outcome|desired outcome|measures of success|measure of success"
        "|success measure|performance measure|performance indicator|performance metric"
        "|success indicator|indicator|key indicator"
        "|indicator of success|indicators of success|metric|success metric|kpi|outcome measure"
        "|key performance indicator|evaluation measure|success criteria|benchmark"
        "|indicador|indicadores|indicador de éxito|indicadores de éxito|medida de éxito"
        "|indicateur|indicateur de suivi|indicateurs de suivi|indikator|indikatoren|kennzahl"
        "|kennzahlen|erfolgsindikator"
    ),
    "vision": (
        "vision|vision statement|our vision|visión|nuestra visión|notre vision|unsere vision"
        "|vision for the future|leitbild"
    ),
    "none": (
        "budget|cost|estimated cost|costs|funding|funding source|resource|resources needed"
        "|resources required|status|progress|note|comment|rationale|background|why this matters"
        "|source|priority level|level of effort|example|best practice|mission|mission statement"
        "|our mission|values|core values|context|introduction|definition"
        "|presupuesto|costo|recursos|estado|nota|misión|valores|introducción|antecedentes"
        "|coût|ressources|statut|remarque|kosten|mittel|anmerkung|hinweis|einleitung"
    ),
}


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, listed in _WORDS.items():
        for one in listed.split("|"):
            found.setdefault(one.casefold(), word)
    for one, word in list(found.items()):
        found.setdefault(f"{one}s", word)
        found.setdefault(f"{one}es", word)
        if one.endswith("y"):
            found.setdefault(f"{one[:-1]}ies", word)
    return found


_KNOWN = _table()
WHAT = {
    "due": ("due", "it tells by when"),
    "starts": ("starts", "it tells from when on"),
    "lead": ("lead", "it tells who answers for it"),
    "partners": ("partners", "it tells who helps"),
    "measure": ("indicators", "it tells what shows whether it works"),
    "vision": ("vision", "it is the plan's own"),
    "goal": ("goal", "there is one, and so it is the plan's own"),
    "none": ("", "a plan file has no place for it"),
}
"""The key of a label that names no level, and why it is taken so."""
_LONGEST_FIRST = sorted(
    ((one, word) for one, word in _KNOWN.items() if len(one) > 3), key=lambda pair: -len(pair[0])
)
_COUNTED = (
    "one|two|three|four|five|six|seven|eight|nine|ten|uno|dos|tres|cuatro|cinco|un|deux|trois"
    "|quatre|cinq|eins|zwei|drei|vier|fünf"
)
_NUMBER = (
    r"(?:\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?|[A-Z]{1,3}[.-]?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?"
    rf"|[IVX]{{1,5}}(?:\.\d{{1,2}})?|[A-Za-z](?:\.\d{{1,2}})?|(?i:{_COUNTED}))"
)
_WORD = r"[^\W\d_][\w'’/&()-]*(?: [^\W\d_][\w'’/&()-]*){0,4}?"
_LABEL = re.compile(
    rf"(?P<word>{_WORD})(?:\s+(?:#|no\.? ?|nr\.? ?|n[º°] ?)?(?P<number>{_NUMBER}))?"
    r"\s*(?:(?P<mark>[:：]|\.(?=\s)|\s[–—-](?=\s)|[–—](?=\s))\s*|\Z)"
)
_NUMBERED = re.compile(
    rf"(?P<word>{_WORD})\s+(?:#|no\.? ?|n[º°] ?)?(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[a-z]?)"
    r"(?P<mark>\s+)(?=[A-ZÀ-Þ¿¡“\"])"
)
_BARE = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,3}){1,4}[a-z]?|\d{1,2}(?=\.\s|\)\s)|[IVX]{1,5}(?=\.\s)"
    r"|[A-Z](?:\.?\d{1,3}){1,4}(?=[.:\s])|[A-Z](?=\.\s))[.):]?\s+(?=\S)"
)
_LOOSE = frozenset(
    ["estimated", "expected", "proposed", "anticipated", "target", "planned", "projected", "key"]
)
_LEADING = {"lead": "lead", "responsible": "lead", "supporting": "partners", "partner": "partners"}
_ENDING = {
    **{"timeline": "due", "timeframe": "due", "deadline": "due", "date": "due"},
    **{"indicator": "measure", "indicators": "measure", "partners": "partners"},
}
"""The first and last words of labels that have others, too."""
_CLEAN = re.compile(r"\([^)\n]{0,300}\)|[\s*_]+")
_LONGEST_HEADER = 6
"""How many words a header has at most that is taken by one of them."""
_LONGEST = 90
"""How much of a text is looked at for a label."""


class Label(NamedTuple):
    """What a text begins with that says what it is."""

    word: str
    """A level, or a key; empty where it is a number alone."""
    number: str
    """The document's own, as it prints it: `1.2`, `IV`."""
    end: int
    """Where the text itself begins."""
    said: str = ""
    """The words of the label as they stand there."""
    several: bool = False
    """Whether it stands for many, as “Actions” does."""


def meaning(words: str) -> str:
    """What the words of a label or header stand for; empty where they are none."""
    folded = _CLEAN.sub(" ", words).strip(" :.-–—").casefold()
    found = _KNOWN.get(folded)
    if found is None and re.search(r"/| and | & | y | et | und ", folded):
        every = re.split(r"(?:(?<!\s)\s++)?/\s*+| and | & | y | et | und ", folded)
        # "Measure and warn" is a heading like any other: each of its words must be of a label.
        if all(_KNOWN.get(one) or _loosely(one) for one in every):
            found = _KNOWN.get(every[0])
    return found or ""


def _loosely(words: str) -> str:
    """The key that a label of several words names: “Lead implementing agency”, “Estimated date”."""
    folded = [one for one in _CLEAN.sub(" ", words).casefold().split() if one not in _LOOSE]
    if not 0 < len(folded) <= 4:
        return ""
    found = _KNOWN.get(" ".join(folded)) or _LEADING.get(folded[0]) or _ENDING.get(folded[-1])
    return found if found and found not in LEVELS else ""


def read_label(text: str) -> Label | None:
    """The label that a text begins with: a word of a level or key with its number, or with a
    colon behind it, or alone."""
    head = text[:_LONGEST]
    for pattern in (_LABEL, _NUMBERED):
        found = pattern.match(head)
        if found is None:
            continue
        whole = found.end() == len(text)
        mark = (found["mark"] or "").strip()
        word = meaning(found["word"])
        if not word and mark in (":", "："):
            word = _loosely(found["word"])
        if not word or (found.end() == len(head) and not whole and not mark):
            continue
        number = found["number"] or ""
        if not number and mark not in (":", "：") and not (whole and not mark):
            continue
        if number and word not in LEVELS:
            continue
        said = found["word"]
        several = not number and said.strip(" :").casefold().endswith(("s", "en"))
        return Label(word, number, found.end(), said, several)
    return None


def read_number(text: str) -> Label | None:
    """The number that a text begins with: `1.2.3`, `IV.`, `A.`."""
    found = _BARE.match(text[:_LONGEST])
    return Label("", found["number"], found.end()) if found else None


def header(words: str) -> str:
    """What the header of a table's column stands for: more loosely than a label, because the
    others beside it say that it is one."""
    found = meaning(words)
    if found or len(words.split()) > _LONGEST_HEADER:
        return found
    folded = " ".join(["", *re.findall(r"\w+", words.casefold()), ""])
    return next((word for one, word in _LONGEST_FIRST if f" {one} " in folded), "")
