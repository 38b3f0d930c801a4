"""Review: unanswered questions, corrections, and marks on single messages."""

from __future__ import annotations

import re
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from accounts.database import reading
from bot.desk import audit
from bot.desk.access import CheckedForm, CurrentStaff, RowId, Staff, Supervisor
from bot.desk.errors import FormRefused, NotThere
from bot.desk.pages import render
from bot.desk.routes.refusals import words_of
from bot.review import corrections, publishing
from bot.review.errors import CorrectionRefused, UnknownCorrection
from bot.review.intents import intents
from bot.review.models import PUBLISHED, VARIANT, Correction
from bot.review.unanswered import find_unanswered, group_by_likeness
from bot.review.wiring import make_publisher, passage_of, passages_of, question_encoder
from bot.web.services import Services, Web
from knowledge.errors import KnowledgeError, NoIndex
from knowledge.passages import Passage

router = APIRouter()
DAYS = (7, 30, 90)
SHOWN = 50  # groups on the page
NO_PASSAGE = "none"


@router.get("/review")
def unanswered(request: Request, staff: CurrentStaff, web: Web, done: str = "") -> Response:
    """Groups of questions without answer, or with one that was rated down."""
    chosen = _chosen(request, staff)
    since = web.settings.now() - timedelta(days=chosen["days"])
    operators = (chosen["operator"],) if chosen["operator"] else staff.operators
    with reading(web.sessions) as session:
        questions = find_unanswered(
            session, operators, since=since, language=chosen["language"] or None, reader=staff.language
        )
    groups = group_by_likeness(questions, question_encoder(web.settings.encoder_dir)) if questions else []
    return render(
        request,
        "review.html",
        section="review",
        chosen=chosen,
        days=DAYS,
        groups=groups[:SHOWN],
        total=len(questions),
        found=len(groups),
        done=done if done in ("saved", "published", "set_aside", "undone") else "",
    )


@router.get("/review/messages/{message_id}")
def message(request: Request, staff: CurrentStaff, web: Web, message_id: RowId) -> Response:
    """One message: what the assistant took it for, what it found, and forms to say otherwise."""
    return _message_page(request, staff, web, message_id)


@router.post("/review/messages/{message_id}")
def correct(
    request: Request, staff: CurrentStaff, web: Web, message_id: RowId, form: CheckedForm
) -> Response:
    """What is wrong with a message's answer or intent; what is refused comes back as it was written, with the reason."""
    try:
        done = _correct(staff, web, message_id, form)
    except FormRefused as error:
        return _message_page(request, staff, web, message_id, refused=error, written=form)
    return RedirectResponse(f"/desk/review?done={done}", 303)


def _correct(staff: Staff, web: Services, message_id: int, form: FormData) -> str:
    """Keep what was said of a message; what was done with it."""
    now, done = web.settings.now(), "saved"
    with web.sessions.begin() as session:
        question = _question(session, message_id, staff)
        said = _say(session, web, question, form, staff)
        if form.get("publish") and staff.may("supervisor") and said.kind == VARIANT:
            _publish(session, web, said)
            done = "published"
        audit.record(
            session,
            staff,
            "correction_published" if done == "published" else f"correction_{said.kind}",
            question.conversation,
            now,
            correction=said.id,
        )
    return done


def _message_page(
    request: Request,
    staff: Staff,
    web: Services,
    message_id: int,
    *,
    refused: FormRefused | None = None,
    written: FormData | None = None,
) -> Response:
    with web.sessions.begin() as session:
        question = _question(session, message_id, staff)
        masked = corrections.masked_text(session, question)
        known = corrections.of_message(session, question.message.id)
        if refused is None:
            audit.record(session, staff, "message_reviewed", question.conversation, web.settings.now())
    search = (question.message.parse or {}).get("search") or {}
    return render(
        request,
        "review_message.html",
        section="review",
        status=refused.status if refused else 200,
        question=question,
        masked=masked,
        parse=question.message.parse or {},
        search=search,
        passages=_choices(web, question.conversation.operator, question.language, search),
        intents=intents(),
        known=known,
        trouble=words_of(request, refused) if refused else None,
        written={name: str(value) for name, value in (written or {}).items()},
    )


@router.post("/review/set-aside")
def set_aside(staff: CurrentStaff, web: Web, form: CheckedForm) -> Response:
    """Nothing is to be learnt from these messages."""
    ids = [int(value) for value in re.findall("[0-9]+", str(form.get("messages", ""))) if len(value) < 16]
    with web.sessions.begin() as session:
        for message_id in ids[:200]:
            question = _question(session, message_id, staff)
            corrections.set_aside(session, question, staff.username, now=web.settings.now())
            audit.record(session, staff, "question_set_aside", question.conversation, web.settings.now())
    return RedirectResponse("/desk/review?done=set_aside", 303)


@router.get("/review/corrections")
def list_corrections(request: Request, staff: CurrentStaff, web: Web, done: str = "") -> Response:
    """Everything that was corrected, with its state."""
    with reading(web.sessions) as session:
        found = corrections.list_corrections(session, staff.operators)
    return render(
        request,
        "corrections.html",
        section="review",
        corrections=found,
        done=done if done in ("published", "undone") else "",
    )


@router.post("/review/corrections/{correction_id}/publish")
def publish(staff: Supervisor, web: Web, correction_id: RowId, form: CheckedForm) -> Response:
    """Put a question variant in service at once."""
    with web.sessions.begin() as session:
        correction = _correction(session, correction_id, staff)
        version = _publish(session, web, correction)
        _record(session, web, staff, "correction_published", correction, version=int(version))
    return RedirectResponse("/desk/review/corrections?done=published", 303)


@router.post("/review/corrections/{correction_id}/undo")
def undo(staff: Supervisor, web: Web, correction_id: RowId, form: CheckedForm) -> Response:
    """Take a correction back."""
    with web.sessions.begin() as session:
        correction = _correction(session, correction_id, staff)
        try:
            publisher = make_publisher(web.settings) if correction.status == PUBLISHED else None
            publishing.undo(session, correction, publisher, now=web.settings.now())
        except CorrectionRefused as error:
            raise FormRefused(f"review.{error.problem}") from error
        except KnowledgeError as error:
            raise FormRefused("review.no_index") from error
        _record(session, web, staff, "correction_undone", correction)
    return RedirectResponse("/desk/review/corrections?done=undone", 303)


def _say(
    session: Session, web: Services, question: corrections.Question, form: FormData, staff: Staff
) -> Correction:
    """One of the three forms of a message's page."""
    now, what = web.settings.now(), str(form.get("what", ""))
    passage_id, text = str(form.get("passage", "")), str(form.get("text", ""))
    try:
        if what == "answer":
            if not passage_id:
                raise CorrectionRefused("no_passage")
            passage = None if passage_id == NO_PASSAGE else _passage(web, question, passage_id)
            return corrections.mark_answer_wrong(session, question, passage, staff.username, now=now)
        if what == "intent":
            intent = str(form.get("intent", ""))
            return corrections.propose_example(session, question, intent, text, staff.username, now=now)
        if what == "variant":
            passage = _passage(web, question, passage_id)
            return corrections.propose_variant(session, question, passage, text, staff.username, now=now)
    except CorrectionRefused as error:
        raise FormRefused(f"review.{error.problem}") from error
    raise FormRefused()


def _publish(session: Session, web: Services, correction: Correction) -> str:
    try:
        return publishing.publish(session, correction, make_publisher(web.settings), now=web.settings.now())
    except CorrectionRefused as error:
        raise FormRefused(f"review.{error.problem}") from error
    except KnowledgeError as error:
        raise FormRefused("review.no_index") from error


def _question(session: Session, message_id: int, staff: Staff) -> corrections.Question:
    try:
        return corrections.question_of(session, message_id, staff.operators)
    except CorrectionRefused as error:
        raise NotThere() from error


def _correction(session: Session, correction_id: int, staff: Staff) -> Correction:
    try:
        return corrections.get_correction(session, correction_id, staff.operators)
    except UnknownCorrection as error:
        raise NotThere() from error


def _passage(web: Services, question: corrections.Question, passage_id: str) -> Passage:
    try:
        return passage_of(web.settings, question.conversation.operator, passage_id)
    except KnowledgeError as error:
        raise CorrectionRefused("no_passage") from error


def _choices(web: Services, operator: str, language: str, search: dict) -> list[tuple[str, str]]:
    """The operator's passages in the language of the question: those that were found first, then the others."""
    try:
        passages = passages_of(web.settings, operator)
    except NoIndex:
        return []
    found = [entry.get("id") for entry in search.get("passages", ())]
    order = {passage_id: n for n, passage_id in enumerate(found)}
    mine = [p for p in passages if p.language == language or p.id in order]
    mine.sort(key=lambda p: (order.get(p.id, len(order)), corrections.title_of(p)))
    return [(p.id, f"{corrections.title_of(p)} ({p.language.upper()})") for p in mine]


def _record(
    session: Session, web: Services, staff: Staff, action: str, correction: Correction, **details: int
) -> None:
    audit.record_elsewhere(
        session,
        staff,
        action,
        web.settings.now(),
        operator=correction.operator,
        correction=correction.id,
        kind=correction.kind,
        **details,
    )


def _chosen(request: Request, staff: Staff) -> dict:
    values = request.query_params
    days = values.get("days", "")
    return {
        "operator": operator if (operator := values.get("operator", "")) in staff.operators else "",
        "language": language if (language := values.get("language", "")) in ("fr", "en") else "",
        "days": int(days) if days in map(str, DAYS) else 30,
    }
