"""The words that headers and status cells are made of, in several languages. Data, and the one way
of comparing: small letters without accents, no marks, `areaLabel` as two words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

State = Literal["planned", "active", "blocked", "deferred", "dropped", "done", "derived"]
"""What a status word means to us; `derived`: what follows from dates, and is never stored."""


class Heading(NamedTuple):
    """What a header's words are likely to head."""

    key: str
    strength: int
    """3: the header is these words; 2: it begins or ends with them; 1: they stand in it."""
    depth: int = 0
    """Of a level of the plan: how deep it lies, from 1, a strategy, to 5, a milestone."""
    plain: bool = False
    """Whether what it names may be anything: `Title`, `Description`, `Date`."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A header or status word as it is compared."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text[:300])
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = "".join(one for one in text if not unicodedata.combining(one))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


_LEVELS: dict[int, str] = {
    1: """pillar, pillars, axis, axe, axes, eje, eixo, asse, pijler, pilar, pilier, saule,
        strategic pillar, strategic priority, priority area, priority areas, focus area, focus areas,
        goal area, theme, themes, thema, tema, theme area, category, categories, categorie,
        kategorie, categoria, domain, domaine, dominio, ambito, area, areas, area label,
        handlungsfeld, handlungsfelder, themenfeld, bereich, schwerpunkt, leitlinie,
        section, chapter, kapitel, capitulo, chapitre, phase, fase, workstream, work stream,
        group, gruppe, groupe, grupo, sector, secteur, linea estrategica, axe strategique,
        eje estrategico, eixo estrategico, asse strategico, axe thematique, orientation,
        orientation strategique, programme, program, programa, programma, policy area, topic,
        面向, 類別, 类别, 領域, 领域, 分類, 分类, 主軸, 分野, 柱, 분야, 영역""",
    2: """goal, goals, strategic goal, strategic objective, strategic aim, aim, vision,
        strategisches ziel, leitziel, oberziel, but, finalite, objectif strategique, meta,
        objetivo estrategico, objetivo general, obiettivo strategico, strategische doelstelling,
        總目標, 总目标, 大目標, 基本目標, 목표""",
    3: """objective, objectives, outcome, outcomes, result, sub goal, subgoal, sub axis, sous axe,
        sous sous axe, sub pillar, objectif, objectif operationnel, ziel, teilziel, unterziel, operatives ziel,
        objetivo, objetivo especifico, obiettivo, obiettivo specifico, doel, doelstelling, subdoel,
        strategy, strategies, strategie, estrategia, strategia, 目標, 目标, 子目標, 策略,
        施策の方向, 전략""",
    4: """action, actions, action item, action items, action step, action steps, action title,
        action name, action plan, activity, activities, promise, promises, commitment, commitments,
        pledge, measure, measures, intervention, initiative, initiatives, project, projects,
        recommendation, tactic, tactics, implementation action, key action, key actions,
        massnahme, massnahmen, aktivitat, vorhaben, aktion, projekt, initiativ,
        titre de l action, intitule de l action, nom de l action, fiche action, mesure, engagement,
        activite, projet, accion, acciones, accion estrategica, nombre de la accion, actividad,
        actividades, compromiso, medida, actuacion, proyecto, iniciativa, acao, acoes, atividade,
        compromisso, projeto, azione, azioni, attivita, impegno, misura, intervento, progetto,
        iniziativa, actie, acties, maatregel, maatregelen, activiteit, belofte,
        行動, 行动, 措施, 行動方案, 行動計畫, 具體措施, 承諾, 承诺, 工作内容, 工作內容, 專案,
        項目名稱, 项目名称, 重点任务, アクション, 施策, 取組, 取組内容, 事業名, 과제, 행동, 사업명""",
    5: """milestone, milestones, milestone title, milestone name, task, tasks, task name, sub task,
        subtask, sub action, subaction, step, steps, deliverable, deliverables, output, outputs,
        benchmark, meilenstein, meilensteine, aufgabe, teilaufgabe,
        teilmassnahme, arbeitsschritt, umsetzungsschritt, jalon, jalons, tache, taches, etape,
        sous action, titre de la sous action, livrable, hito, hitos, tarea, tareas, entregable,
        producto, subaccion, paso, marco, tarefa, entrega, entregavel, subacao, etapa, compito,
        tappa, traguardo, sottoazione, mijlpaal, taak, stap, deelactie,
        里程碑, 任務, 任务, 工作項目, 工作项目, 子任務, 關鍵任務, マイルストーン, タスク, 마일스톤""",
}
_PLAIN_TITLES = """title, titles, name, description, item, subject, what, short, short name, label,
    titel, bezeichnung, beschreibung, inhalt, titre, intitule, libelle, nom, designation, titulo,
    nombre, descripcion, nome, descricao, titolo, denominazione, descrizione, naam, omschrijving,
    名稱, 名称, 標題, 标题, 內容, 内容, 事項, 事项, 項目, 项目, タイトル, 名前, 제목, 이름"""
_MEASURES = """indicator, indicators, kpi, metric, performance measure, indikator, kennzahl, indicateur,
    indicador, indicatore, 指標, 指标, 지표"""
"""What is measured: a promise where columns are times, with the number to reach by each."""
_WORDS: dict[str, str] = {
    "owner": """owner, owners, lead, leads, leader, lead agency, lead organization,
        lead organisation, lead department, lead partner, lead entity, lead office, led by,
        responsible, responsible party, responsible parties, responsible agency,
        responsible department, responsible organization, responsible entity, responsible office,
        responsibility, accountable, accountability, agency, department, dept, party,
        organization, organisation, assigned to, assignee, who, implementing agency, implementer,
        verantwortlich, verantwortliche, verantwortliche stelle, verantwortung, zustandig,
        zustandigkeit, zustandige stelle, federfuhrung, federfuhrend, trager, umsetzung durch,
        pilote, structure pilote, porteur, porteurs, structure porteuse, responsable, chef de file,
        maitre d ouvrage, maitrise d ouvrage, organisme responsable, service responsable, service pilote,
        responsables, entidad responsable, area responsable, unidad responsable,
        organismo responsable, institucion responsable, dependencia, dependencia responsable,
        institucion, responsavel, responsaveis, orgao responsavel, orgao, entidade responsavel,
        secretaria, secretaria responsavel, executor, responsabile, responsabili,
        ente responsabile, soggetto responsabile, struttura responsabile, referente,
        verantwoordelijke, verantwoordelijk, trekker, eigenaar, eerstverantwoordelijke,
        主責單位, 主辦單位, 主办单位, 負責單位, 负责单位, 責任單位, 责任单位, 牽頭單位, 牵头单位,
        責任部門, 责任部门, 主管機關, 主管机关, 承辦單位, 負責人, 负责人, 担当, 担当課, 所管課,
        担当部署, 責任者, 담당부서, 담당, 주관기관""",
    "partners": """partner, partners, key partners, partner agencies, partner organizations,
        supporting agencies, supporting agency, supporting partners, support, supported by,
        collaborators, collaborating agencies, contributors, other agencies, helpers,
        supporting departments, beteiligte, beteiligte akteure, kooperationspartner, mitwirkende,
        mitwirkung, partenaire, partenaires, structures partenaires, socios, aliados, colaboradores,
        entidades participantes, parceiros, entidades parceiras, soggetti coinvolti, partners betrokken,
        betrokkenen, betrokken partijen, 協辦單位, 协办单位, 配合單位, 配合单位, 参与单位,
        連携先, 関係課, 협력기관""",
    "status": """status, state, current status, overall status, implementation status,
        progress status, completion status, rag, rag status, stand, sachstand, umsetzungsstand,
        bearbeitungsstand, etat, statut, etat d avancement, avancement, estado, estatus,
        estado actual, estado de avance, situacion, situacao, situacao atual, stato,
        stato di avanzamento, stato attuazione, stand van zaken, voortgang,
        狀態, 状态, 執行狀態, 辦理情形, 進度, 进度, 状況, 進捗, 進捗状況, ステータス, 상태, 진행상황""",
    "reason": """status reason, reason, reasons, explanation, status note, status explanation,
        justification, begrundung, grund, motif, raison, justificatif, motivo, razon, justificacion,
        justificativa, motivazione, reden, toelichting, 原因, 理由, 說明, 说明, 사유""",
    "evidence": """evidence, evidence urls, evidence url, evidence links, evidence link, proof,
        link, links, url, urls, web link, nachweis, nachweise, beleg, belege, preuve, preuves,
        lien, liens, documents et liens, evidencia, evidencias, enlace, enlaces, prove, prova,
        provas, bewijs, 佐證, 佐證資料, 證據, 证据, 連結, 链接, リンク, 링크""",
    "source": """source, sources, source doc, source document, source url, source link,
        quelle, fuente, fonte, bron, 來源, 来源, 出處, 出处, 出典, 출처""",
    "number": """id, no, nr, number, num, ref, reference number, code, identifier, key,
        nummer, lfd nr, kennung, numero, n, identifiant, codigo, clave, codice, volgnummer,
        編號, 编号, 序號, 序号, 代號, 代号, 番号, 번호""",
    "target": """target, target value, target number, quantity, zielwert, cible, valeur cible,
        valor objetivo, meta numerica, valor meta, streefwaarde, 目標值, 目标值, 目標値""",
    "unit": "unit, unit of measure, einheit, unite, unidad, unidad de medida, unidade, unita, "
    "eenheid, 單位, 单位, 単位, 단위",
    "tags": "tags, tag, keywords, schlagworter, mots cles, etiquetas, palabras clave, etichette, "
    "trefwoorden, 標籤, 标签",
    "summary": "summary, long, zusammenfassung, resume, resumen, resumo, sintesi, samenvatting, 摘要",
}
_DATES: dict[str, str] = {
    "end": """due, due date, due by, date due, deadline, deadlines, target date, end, end date,
        ends, completion, completion date, date of completion, finish, finish date, by when,
        timeline, timeframe, time frame, timing, target completion, delivery date, complete by,
        schedule, when, milestone date, date, time line, target year, target quarter,
        frist, fallig, fallig am, falligkeit, falligkeitsdatum, termin, ende, enddatum, bis,
        bis wann, zieldatum, zeitrahmen, umsetzung bis, zeithorizont, zeitplan, zeitraum,
        abschluss, fertigstellung,
        echeance, echeances, date d echeance, date de fin, fin, date limite, delai, delais,
        date butoir, date cible, date de livraison, date de realisation, realisation, calendrier,
        fecha limite, fecha de fin, fecha fin, fecha final, fecha de termino, fecha de vencimiento,
        plazo, plazos, vencimiento, fecha de finalizacion, termino, fecha objetivo,
        fecha de entrega, fecha de cumplimiento, fecha, cronograma,
        prazo, prazos, data limite, data de termino, data fim, data final, data de conclusao, fim,
        data de entrega, conclusao,
        scadenza, scadenze, data di fine, data fine, termine, fine, entro, data di scadenza,
        data di completamento, completamento,
        einddatum, einde, streefdatum, uiterlijk, termijn, oplevering, opleverdatum,
        截止, 截止日期, 截止日, 期限, 完成期限, 結束, 结束, 結束日期, 结束日期, 完成日期, 到期日,
        完成時間, 完成时间, 時程, 终止日期, 終了日, 締切, 完了日, 完了予定日, 実施時期,
        마감일, 종료일, 기한, 완료일""",
    "start": """start, start date, starts, started, start by, begin, begins, begin date, beginning,
        commencement, launch date, beginn, startdatum, anfang, von, date de debut, debut, demarrage,
        date de demarrage, date de lancement, fecha de inicio, fecha inicio, inicio, comienzo,
        data de inicio, data inicio, data di inizio, inizio, data inizio, avvio, begindatum,
        aanvang, 開始, 开始, 開始日期, 开始日期, 起始, 起始日, 開始日, 시작일""",
}
_BASE = """original, originally, baseline, initial, initiale, initialement, ursprunglich,
    ursprungliches, ursprunglicher, inicial, originale, iniziale, oorspronkelijk, oorspronkelijke,
    原定, 原訂, 原计划, 当初"""
_REVISED = """revised, forecast, forecasted, current, updated, new, extended, latest, revisee,
    revise, actualisee, reporte, nouvelle, neu, neuer, neues, aktualisiert, verschoben, revisada,
    actualizada, nueva, reprogramada, prorrogada, revisado, atualizada, nova, aggiornata, rivista,
    nuova, herzien, nieuwe, 修訂, 修正, 調整後, 调整后, 変更後"""
_ACTUAL = """actual, actually, completed, finished, closed, delivered, achieved, done, real, reelle,
    reel, effective, effectif, ist, tatsachlich, tatsachliches, erledigt, abgeschlossen,
    fertiggestellt, realise, realisee, termine le, acheve, cumplida, completado, completada,
    terminado, finalizado, realizada, realizado, concluido, concluida, effettiva, effettivo,
    completato, concluso, werkelijk, werkelijke, afgerond, gerealiseerd,
    實際, 实际, 實績, 実績, 실제"""
_NAMES = (
    "title name description text label titel bezeichnung titre intitule titulo nombre nome titolo"
)
_PLAIN_DATES = ("date", "fecha", "when", "schedule", "completion", "realisation", "fertigstellung")
_STATES: dict[State, str] = {
    "planned": """planned, not started, not yet started, not begun, to do, todo, open, upcoming,
        future, proposed, scheduled, pending, new, no, none, n, 0, not yet, yet to start, on the list,
        geplant, offen, nicht begonnen, noch nicht begonnen, ausstehend, in planung,
        a venir, prevu, prevue, planifie, planifiee, non demarre, non demarree, non commence,
        a faire, non initie, pas commence, planificado, planificada, pendiente, por iniciar,
        no iniciado, no iniciada, sin iniciar, por hacer, previsto, prevista, planejado, planejada,
        nao iniciado, nao iniciada, pendente, a iniciar, a fazer, pianificato, pianificata, da fare, non avviato,
        non avviata, non iniziato, da avviare, gepland, niet gestart, nog niet gestart, open staand, te doen,
        未開始, 未开始, 尚未開始, 待辦, 待办, 規劃中, 规划中, 计划中, 未着手, 予定, 미착수, 예정""",
    "active": """active, in progress, ongoing, on going, underway, under way, started, in work,
        in process, working, work in progress, wip, begun, continuing, in implementation,
        in bearbeitung, laufend, in arbeit, begonnen, in umsetzung, angelaufen, lauft, gestartet,
        en cours, demarre, demarree, commence, engage, engagee, en cours de realisation, lance,
        en curso, en proceso, en progreso, iniciado, iniciada, en ejecucion, en marcha, en desarrollo,
        em andamento, em curso, em execucao, em progresso, in corso, avviato, avviata, in attuazione,
        in lavorazione, iniziato, lopend, lopende, in uitvoering, bezig, actief, gestart,
        進行中, 进行中, 辦理中, 执行中, 執行中, 持續辦理, 実施中, 着手, 추진중, 진행중, 진행 중""",
    "blocked": """blocked, stuck, stopped, waiting, on hold waiting, blockiert, bloque, bloquee,
        bloqueado, bloqueada, bloccato, bloccata, geblokkeerd, 受阻, 卡關""",
    "deferred": """deferred, on hold, paused, postponed, suspended, delayed indefinitely, parked, hold,
        en pause, suspendu, suspendue, reporte, reportee, en attente, differe, pausiert,
        zuruckgestellt, verschoben, ausgesetzt, ruht, en pausa, suspendido, suspendida, pospuesto,
        pospuesta, aplazado, aplazada, diferido, em pausa, suspenso, suspensa, adiado, adiada,
        sospeso, sospesa, rinviato, rinviata, in pausa, uitgesteld, opgeschort, on hold gezet,
        暫停, 暂停, 延後, 暫緩, 暂缓, 保留, 보류""",
    "dropped": """dropped, abandoned, cancelled, canceled, superseded, withdrawn, discontinued,
        removed, no longer applicable, terminated, rescinded, abgebrochen, aufgegeben, entfallen,
        gestrichen, eingestellt, verworfen, abandonne, abandonnee, annule, annulee, supprime,
        supprimee, cancelado, cancelada, abandonado, abandonada, desestimado, eliminado, suprimido,
        annullato, annullata, abbandonato, abbandonata, cancellato, geannuleerd, vervallen,
        geschrapt, gestopt, 取消, 放棄, 放弃, 終止, 终止, 中止, 취소, 폐기""",
    "done": """done, complete, completed, delivered, finished, achieved, closed, fulfilled, met,
        implemented, accomplished, 100, 100 percent, yes, y, x, erledigt, abgeschlossen, umgesetzt, fertig,
        beendet, erreicht, erfullt, realise, realisee, termine, terminee, fait, acheve, achevee,
        fini, atteint, cloture, mis en oeuvre, completado, completada, terminado, terminada,
        finalizado, finalizada, cumplido, cumplida, realizado, realizada, logrado, hecho, ejecutado,
        concluido, concluida, completo, completa, feito, entregue, cumprido, completato, completata,
        concluso, conclusa, realizzato, realizzata, fatto, terminato, attuato, raggiunto, afgerond,
        voltooid, gereed, klaar, gerealiseerd, behaald, uitgevoerd,
        完成, 已完成, 達成, 已達成, 已结束, 結案, 完了, 達成済み, 실적완료, 완료""",
    "derived": """late, delayed, behind, behind schedule, overdue, past due, on track, on time,
        at risk, on schedule, ahead, ahead of schedule, on target, off track, off target, slipping,
        due soon, red, amber, yellow, green, verspatet, verzogert, uberfallig, im zeitplan, im plan,
        planmassig, gefahrdet, en retard, dans les temps, a risque, dans les delais, retrasado,
        retrasada, con retraso, atrasado, atrasada, vencido, vencida, en tiempo, a tiempo,
        en riesgo, em atraso, em dia, no prazo, em risco, in ritardo, in linea, in tempo, scaduto,
        scaduta, a rischio, te laat, vertraagd, achterstand, op schema, op koers, in gevaar,
        落後, 逾期, 延遲, 延迟, 滞后, 如期, 符合進度, 超前, 遅れ, 遅延, 順調, 지연, 정상추진""",
}


def _split(words: str) -> list[str]:
    return [folded(one) for one in words.replace("\n", " ").split(",") if one.strip()]


def _table() -> dict[str, Heading]:
    found: dict[str, Heading] = {}
    for word in _split(_PLAIN_TITLES):
        found.setdefault(word, Heading("title", 3, 4, plain=True))
    for word in _split(_MEASURES):
        found[word] = Heading("level", 3, 4, plain=True)
    for depth, words in _LEVELS.items():
        found |= {word: Heading("level", 3, depth) for word in _split(words)}
    for key, words in (*_DATES.items(), *_WORDS.items()):
        for word in _split(words):
            found[word] = Heading(key, 3, plain=word in _PLAIN_DATES)
    return found


_TABLE = _table()
_MODIFIERS = {
    word: kind
    for kind, words in (("base", _BASE), ("revised", _REVISED), ("actual", _ACTUAL))
    for word in _split(words)
}
_MEANINGS: dict[str, State] = {
    word: state for state, words in _STATES.items() for word in _split(words)
}
_MOST_WORDS = 6
_OTHERS = "related linked other associated corresponding previous lie liee lies liees".split()
"""Words that make a level of the plan another's: `Related goals`."""


@lru_cache(maxsize=4096)
def heading(header: str) -> Heading | None:
    """What a header is likely to head: by all its words, else by those at its end, its beginning,
    or within. None for words that say nothing here."""
    words = folded(re.sub(r"\([^)]*\)", " ", header)) or folded(header)
    if not words or len(words) > 80:
        return None
    modified = _modified(words)
    if modified:
        return modified
    if words in _TABLE:
        return _TABLE[words]
    if not words.isascii():
        return _within(words)
    return _at_an_end(words.split())


def _modified(words: str) -> Heading | None:
    """A date that says which of several it is: `Actual end date`, `Revised deadline`."""
    parts = words.split()
    kinds = [_MODIFIERS[one] for one in parts if one in _MODIFIERS]
    kinds += [kind for word, kind in _MODIFIERS.items() if not word.isascii() and word in words]
    if not kinds:
        return None
    rest = " ".join(one for one in parts if one not in _MODIFIERS)
    for word in (one for one in _MODIFIERS if not one.isascii()):
        rest = rest.replace(word, "")
    rest = re.sub(r"^(?:de|on|am|en|em|il|le|on the|date|datum|data|fecha|日期|日)\b ?", "", rest).strip()
    found = _TABLE.get(rest) or _at_an_end(rest.split()) if rest else None
    what = found.key if found else "end" if not rest else ""
    if what == "end":
        key = {"actual": "done", "revised": "revised", "base": "end"}[kinds[0]]
        return Heading(key, 3)
    return Heading("", 3) if what == "start" and kinds[0] == "actual" else None


def _at_an_end(parts: list[str]) -> Heading | None:
    for size in range(min(len(parts) - 1, _MOST_WORDS), 0, -1):
        for at, some in ((0, parts[-size:]), (1, parts[:size])):
            found = _TABLE.get(" ".join(some))
            if found and not found.plain and _fits(found, at, parts, parts[size:]):
                return found._replace(strength=2)
    return None


def _fits(found: Heading, at: int, parts: list[str], rest: list[str]) -> bool:
    """Whether words at the end (0) or the beginning (1) of a header are what it heads."""
    if found.key == "level":
        return not any(one in _OTHERS for one in parts) and (not at or set(rest) <= _NAMED)
    return found.key not in ("source", "reason", "tags", "summary", "unit")


_NAMED = frozenset(_NAMES.split())


def _within(words: str) -> Heading | None:
    """By the longest word that stands in a header of a script without spaces, the last of such."""
    inside = [one for one in _TABLE if len(one) > 1 and not one.isascii() and one in words]
    if not inside:
        return None
    return _TABLE[max(inside, key=lambda one: (len(one), words.rfind(one)))]._replace(strength=2)


@lru_cache(maxsize=4096)
def meaning(status: str) -> State | None:
    """What a status word means to us; None for a word of the sheet's own."""
    words = folded(status)
    words = re.sub(r"^\d+ (?=\D)", "", words)
    return _MEANINGS.get(words)
