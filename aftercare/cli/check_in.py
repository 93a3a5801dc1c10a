"""`check-in`: rating the skin, noting what else was, or seeing what is asked."""

from __future__ import annotations

from datetime import date, datetime

import click

from aftercare.care import Care
from aftercare.care.journal_tables import context_answer_typed, journal_tables, ratings_typed, subjects_named
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.entry_naming import item_names, subject_names, tag_names
from aftercare.cli.entry_telling import tell_entry
from aftercare.cli.streams import words_piped
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.check_in import CheckInDraft, ContextAnswer
from aftercare.model.check_in_form import AskedItem, AskedSubject, CheckInForm, ghost_day
from aftercare.model.context_answers import context_words, possible
from aftercare.model.entry_words import followed_words
from aftercare.model.rating import Rating, Subject
from aftercare.model.scale import Scale, bounds_of, scale_of, value_words
from aftercare.model.subjects import subject_words
from aftercare.model.tags import tags_typed
from aftercare.model.words import counted, day_in_full

_SAME = "="


@command("check-in")
@click.option(
    "--set",
    "ratings",
    multiple=True,
    metavar="SUBJECT=VALUE",
    shell_complete=subject_names,
    help="A rating, such as glow=7 or cheek-up-r.redness=3; x is 10, = is the same as last time.",
)
@click.option("--same", is_flag=True, help="Everything else that is asked is the same as last time.")
@click.option(
    "--context", multiple=True, metavar="ITEM=ANSWER", shell_complete=item_names, help="What else was, such as sleep=7."
)
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", shell_complete=tag_names, help="A tag; @tags in the text count too."
)
@click.option("--text", metavar="TEXT", help="Some words; - reads them from standard input.")
@click.option("--draft", is_flag=True, help="Keep what was begun in the app, with what else is given here.")
@click.option("--drop-draft", is_flag=True, help="Throw away what was begun in the app.")
@everywhere
@click.pass_obj
def check_in(
    wishes: Wishes,
    ratings: tuple[str, ...],
    same: bool,
    context: tuple[str, ...],
    tags: tuple[str, ...],
    text: str | None,
    draft: bool,
    drop_draft: bool,
) -> None:
    """Rate your skin and note what else was. Without options shows what is asked, and how it was last time.

    What is not given stays open: nothing is ever taken for zero.

    \b
    aftercare check-in
    aftercare check-in --same
    aftercare check-in --set glow=7 --set cheek-up.redness=3 --context sleep=7
    aftercare check-in --same --set glow=8 --text "After a long walk @sun"
    """
    care = wishes.care()
    now = care.wall(clock.now())
    day = wishes.day_of(care, now)
    given = bool(ratings or same or context or tags or text or draft)
    if drop_draft:
        if given:
            raise BadInput("--drop-draft goes alone.", "Leave the other options out.")
        care.drop_check_in_draft(day)
    form = care.check_in_form(now, day)
    if not given:
        _show(wishes, care, form)
        return
    begun = form.draft if draft else None
    if draft and begun is None:
        raise BadInput("There is no half-finished check-in of this day.", _drafts(care, day) or "Leave --draft out.")
    words = words_piped() if text == "-" else text or ""
    filled = _filled(form, begun, _typed(ratings, form), same, context, tags, words)
    entry = care.check_in(filled, now, was_draft=begun is not None)
    tell_entry(wishes, care, entry, "written", now)
    if not wishes.json and day == care.today(now):
        _tell_of_bruises(care, now)
    if not wishes.json and form.draft is not None and begun is None:
        say("A half-finished check-in from the app is still there: --draft keeps it, --drop-draft throws it away.")


def _tell_of_bruises(care: Care, now: datetime) -> None:
    """Asks after the bruises that are followed and of which this day tells nothing yet."""
    today = care.today(now)
    for each in care.bruises(now):
        if each.last.day < today:
            words = literal(followed_words(each, journal_tables(), today))
            say(f"How is the bruise, {words}? `aftercare log bruise {each.bruise.zone} STAGE` tells, until it is gone.")


def _typed(ratings: tuple[str, ...], form: CheckInForm) -> dict[Subject, Rating]:
    found: dict[Subject, Rating] = {}
    for typed in ratings:
        name, sign, value = typed.partition("=")
        each_of = _same_of(name, form) if sign and value.strip() == _SAME else ratings_typed(typed)
        for each in each_of:
            if each.subject in found:
                raise BadInput(f"“{each.subject.name}” is rated twice.", "Rate it once.")
            found[each.subject] = each
    return found


def _same_of(name: str, form: CheckInForm) -> list[Rating]:
    found = []
    for subject in subjects_named(name):
        asked = form.asked(subject)
        rating = asked.same() if asked else None
        if rating is None:
            raise BadInput(
                f"“{subject.name}” was not rated in the week before.",
                "Give a value: there is nothing to be the same as.",
            )
        found.append(rating)
    return found


def _filled(
    form: CheckInForm,
    begun: CheckInDraft | None,
    typed: dict[Subject, Rating],
    same: bool,
    context: tuple[str, ...],
    tags: tuple[str, ...],
    text: str,
) -> CheckInDraft:
    before = begun or CheckInDraft(form.day)
    rated = {each.subject: each for each in before.ratings} | typed
    if same:
        left = [each.same() for each in form.subjects if each.subject not in rated]
        known = [each for each in left if each is not None]
        if not known and not rated:
            raise BadInput(
                "Nothing was rated in the week before.", "Rate with --set: there is nothing to be the same as."
            )
        rated.update((each.subject, each) for each in known)
    answers: dict[str, ContextAnswer] = {each.item: each for each in before.context}
    for each in map(context_answer_typed, context):
        answers[each.item] = each
    return CheckInDraft(
        day=form.day,
        ratings=tuple(rated.values()),
        context=tuple(answers.values()),
        unread={item: typed for item, typed in before.unread.items() if item not in answers},
        text=text or before.text,
        tags=tuple(dict.fromkeys((*before.tags, *tags_typed(tags)))),
    )


def _show(wishes: Wishes, care: Care, form: CheckInForm) -> None:
    tables = journal_tables()
    if wishes.json:
        from aftercare.cli.journal_shapes import check_in_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(check_in_shape(form, care.folder.name, tables)))
        return
    rated = f"  rated {counted(form.rated, 'time')} already" if form.rated else ""
    say(f"{styled(f'Check-in, {day_in_full(form.day)}', bold=True)}{rated}", "")
    rows = [
        (
            f"  {each.subject.name}",
            literal(subject_words(each.subject, tables.measures, tables.zones)),
            _values(each),
            _before(each, form.day),
        )
        for each in form.subjects
    ]
    rows += [(f"  {each.item.id}", each.item.label, possible(each.item), _answered(each)) for each in form.context]
    say(*(line.rstrip() for line in table(rows)))
    by_plan = "Your plan says what is asked" if care.concerns else "What is usual is asked"
    why = "You chose what is asked" if form.chosen else by_plan
    example = next((each.subject.name for each in form.subjects), "glow")
    say(
        "",
        f"`aftercare check-in --set {example}=3` rates, `--same` takes the rest as it was, `--context sleep=7` notes.",
        f"{why}; `aftercare measures` changes it.",
    )
    if elsewhere := _drafts(care, form.day):
        say(elsewhere)
    if form.draft is not None:
        parts = len(form.draft.ratings) + len(form.draft.context)
        words = "with words" if form.draft.text.strip() else "without words"
        say(f"Half-finished in the app: {counted(parts, 'answer')}, {words}; --draft keeps it.")


def _drafts(care: Care, day: date) -> str:
    """Where else a check-in was begun."""
    days = [each.isoformat() for each in care.days_with_draft() if each != day]
    return f"Half-finished on another day: {', '.join(days)}; --date names it." if days else ""


def _values(asked: AskedSubject) -> str:
    measure = asked.measure
    if scale_of(measure) is Scale.TERM:
        return " / ".join(each.word for each in measure.words)
    lowest, highest = bounds_of(measure)
    return "a count" if measure.highest is None else f"{lowest} to {highest}"


def _before(asked: AskedSubject, day: date) -> str:
    return f"{ghost_day(asked.ghost, day)} {value_words(asked.ghost.value)}" if asked.ghost else ""


def _answered(asked: AskedItem) -> str:
    return f"last {literal(context_words(asked.item, asked.last))}" if asked.last else ""
