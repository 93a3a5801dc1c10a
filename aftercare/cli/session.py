"""`session`: appointments with the therapist, the plan's and the client's own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from aftercare.care import Care
from aftercare.care.course import is_with_therapist
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import group
from aftercare.cli.elsewhere import elsewhere, elsewhere_lines
from aftercare.cli.naming import fitting
from aftercare.cli.session_lines import course_lines, same_day_lines, session_lines, stands, told_lines
from aftercare.cli.signed import SignedWords
from aftercare.cli.terminal import literal, literal_lines, remark, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.cli.wording import clock_time
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.appointment import unanswered, when_in, when_typed
from aftercare.model.session import USUAL_MINUTES, Attendance, Session
from aftercare.model.session_told import gathered_words, next_session
from aftercare.model.words import counted, day_in_full, days_away, listed, short_day

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def session_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the sessions, for the shell's completion."""
    from click.shell_completion import CompletionItem

    try:
        known = ctx.ensure_object(Wishes).care().sessions()
    except AftercareError:
        return []
    return [
        CompletionItem(each.id, help=f"{each.at:%Y-%m-%d %H:%M} {each.kind}")
        for each in known
        if each.id.startswith(incomplete)
    ]


_words = click.argument("session_name", metavar="SESSION", nargs=-1, required=True, shell_complete=session_ids)


@group(listed=("show", "add", "move", "cancel", "took-place", "told", "elsewhere"), invoke_without_command=True)
@everywhere
@click.pass_context
def session(ctx: click.Context) -> None:
    """List your sessions, past and to come; add or move one. The list says what to ask at the next, and what you had
    done elsewhere.

    Where your plan names a course, it says which session of it you are at. A SESSION is named by its id, its day or any
    part of its kind that fits no other.

    \b
    aftercare session
    aftercare session add 2026-11-26 17:30 facial needles
    aftercare session move 2026-11-26 to 2026-11-27 10:00
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("session")
    care = wishes.care()
    now = care.wall(clock.now())
    sessions = care.sessions()
    following = next_session(sessions, now)
    if wishes.json:
        from aftercare.cli.course_shapes import course_shape, preparation_shapes
        from aftercare.cli.elsewhere_shapes import procedure_shapes
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.session_shapes import SessionsShape, appointment_shape

        course = care.course_line(now)
        answer = SessionsShape(
            client=care.folder.name,
            course=course_shape(course),
            sessions=tuple(appointment_shape(each, now, course) for each in sessions),
            next=following.id if following else None,
            preparations=preparation_shapes(care.to_prepare(following, now) if following else ()),
            questions=tuple(each.text for each in care.open_questions(now)),
            elsewhere=procedure_shapes(care, now),
        )
        say(encoded(answer))
        return
    if not sessions:
        say("There is no session yet. `aftercare session add 2026-11-26 17:30 facial needles` adds one.")
    else:
        say(*course_lines(care, now), *session_lines(care, sessions, now))
    if asked := care.open_questions(now):
        asked_at = care.asked_at(now)
        when = f" on {short_day(asked_at.at.date(), now.date())}" if asked_at else ""
        since = gathered_words(asked, filter(is_with_therapist, sessions), now)
        say("", styled(f"To ask at the next session{when}", bold=True) + (f" ({since})" if since else ""))
        say(*(f"  {literal(line)}" for each in asked for line in each.text.splitlines()))
    if lines := elsewhere_lines(care):
        say("", styled("Had elsewhere", bold=True), *(f"  {line}" for line in lines))


session.add_command(elsewhere)


@session.command("add", cls=SignedWords)
@click.argument("when_and_kind", metavar="DAY TIME KIND", nargs=-1, required=True)
@click.option("--minutes", type=int, metavar="N", default=USUAL_MINUTES, show_default=True, help="How long it lasts.")
@everywhere
@click.pass_obj
def add(wishes: Wishes, when_and_kind: tuple[str, ...], minutes: int) -> None:
    """Add a session of your own.

    An MRI or a surgery is added like a session: from the evening before it every magnet is asked for.

    \b
    aftercare session add 2026-11-26 17:30 facial needles
    aftercare session add "2026-11-26 17:30" "review" --minutes 30
    aftercare session add 2026-12-01 9:00 MRI
    """
    wishes.refuse_day("session add")
    typed = " ".join(when_and_kind)
    parts = when_in(typed)
    if parts is None:
        raise BadInput(
            f"“{typed}” says no day and time.",
            "Write it like 2026-11-26 17:30 facial needles, or thu 17:30 facial needles.",
        )
    before, when, behind = parts
    care, now = wishes.care(), clock.now()
    added = care.add_session(when_typed(when, care.today(now)), f"{before} {behind}", now, minutes)
    _tell(wishes, care, added.id, "is added", changed=True)
    _tell_same_day(wishes, care, added)
    offer_help(care, added.kind)


@session.command("move", cls=SignedWords)
@click.argument("session_and_when", metavar="SESSION DAY TIME", nargs=-1, required=True, shell_complete=session_ids)
@everywhere
@click.pass_obj
def move(wishes: Wishes, session_and_when: tuple[str, ...]) -> None:
    """Move a session to another day and time. When it was first planned stays known.

    \b
    aftercare session move session-6 2026-11-27 10:00
    aftercare session move facial needles to fri 10:00
    """
    wishes.refuse_day("session move")
    typed = " ".join(session_and_when)
    parts = when_in(typed)
    if parts is None or parts[2]:
        raise BadInput(
            "The new day and time are missing at the end.", "Write them like 2026-11-27 10:00, or fri 10:00."
        )
    care, now = wishes.care(), clock.now()
    which = session_called(care, parts[0].removesuffix(" to"))
    changed = care.move_session(which.id, when_typed(parts[1], care.today(now)), now)
    _tell(wishes, care, which.id, "is moved" if changed else "is planned for that time already", changed=changed)


@session.command("cancel")
@_words
@everywhere
@click.pass_obj
def cancel(wishes: Wishes, session_name: tuple[str, ...]) -> None:
    """Say that a session does not take place. It stays in the list.

    \b
    aftercare session cancel session-6
    """
    wishes.refuse_day("session cancel")
    care = wishes.care()
    which = session_called(care, " ".join(session_name))
    changed = care.cancel_session(which.id, clock.now())
    _tell(wishes, care, which.id, "is cancelled" if changed else "is cancelled already", changed=changed)


@session.command("took-place")
@_words
@everywhere
@click.pass_obj
def took_place(wishes: Wishes, session_name: tuple[str, ...]) -> None:
    """Say that a session took place.

    \b
    aftercare session took-place session-5
    """
    wishes.refuse_day("session took-place")
    care = wishes.care()
    which = session_called(care, " ".join(session_name), care.wall(clock.now()))
    changed = care.session_took_place(which.id, clock.now())
    _tell(wishes, care, which.id, "took place" if changed else "is known to have taken place", changed=changed)


@session.command("told")
@_words
@click.option("--points", metavar="LIST", help="The points used, with commas between; empty takes them away.")
@click.option("--products", metavar="LIST", help="The products used in the room, with commas between.")
@click.option("--kind", metavar="KIND", help="What it was, where it was something else than planned.")
@click.option("--said", metavar="TEXT", help="What your therapist said: it is kept in the journal.")
@click.option("--next", "following", metavar="DAY TIME", help="The next date: adds a session of the same kind.")
@everywhere
@click.pass_obj
def told(
    wishes: Wishes,
    session_name: tuple[str, ...],
    points: str | None,
    products: str | None,
    kind: str | None,
    said: str | None,
    following: str | None,
) -> None:
    """Keep what was done in a session, and what was said. It took place then.

    \b
    aftercare session told session-5 --points "LI4, ST36" --products ampoule
    aftercare session told session-5 --said "No acids" --next "2026-11-26 17:30"
    """
    wishes.refuse_day("session told")
    care, now = wishes.care(), clock.now()
    which = session_called(care, " ".join(session_name), care.wall(now))
    at = when_typed(following, care.today(now)) if following else None
    doubt = care.doubted_points(which.id, points) if points else None
    changed = care.tell_session(
        which.id, now, points=points, products=products, kind=kind, said=said or "", following=at
    )
    _tell(wishes, care, which.id, "is kept" if changed else "is known so already", changed=changed)
    coming = next((each for each in care.sessions() if each.at == at and stands(each)), None)
    lines = told_lines(care.present().sessions[which.id], said or "", coming, points=points, products=products)
    if lines and not wishes.json:
        say(*lines)
    if doubt is not None:
        remark(f"{' '.join(doubt)} It is kept as you wrote it; --points again writes all of them anew.")
    if coming is not None:
        _tell_same_day(wishes, care, coming)
    if said:
        offer_help(care, said)


@session.command("show")
@_words
@everywhere
@click.pass_obj
def show(wishes: Wishes, session_name: tuple[str, ...]) -> None:
    """Tell all of a session, past or to come. It says what to do before it, what was used and said in it, and what is
    to be asked.

    \b
    aftercare session show session-6
    aftercare session show 2026-11-26 --json
    """
    wishes.refuse_day("session show")
    care = wishes.care()
    now = care.wall(clock.now())
    told = care.session_told(session_called(care, " ".join(session_name)), care.open_questions(now), now)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.session_shapes import shown_shape

        say(encoded(shown_shape(told, care.folder.name, now)))
        return
    from aftercare.model.session_told import session_parts

    for number, (heading, sentences) in enumerate(session_parts(told, now)):
        say(*([""] if number else []), styled(literal(heading), bold=True))
        say(*(f"  {line}" for each in sentences for line in literal_lines(each)))


def session_called(care: Care, typed: str, begun_at: datetime | None = None) -> Session:
    """The session that `typed` names. With `begun_at` of several the only one that nobody has answered for by then.

    Raises NotFound.
    """
    known = care.sessions()
    found = fitting(typed, known, lambda each: (each.id, f"{each.kind} {each.at:%Y-%m-%d %H:%M}"))
    still_on = [each for each in found if each.attendance is not Attendance.CANCELLED]
    found = still_on if len(still_on) == 1 else found
    if begun_at is not None and len(found) > 1:
        asked = unanswered(found, begun_at)
        found = asked if len(asked) == 1 else found
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"There is no session “{typed}”.", "`aftercare session` lists them.")
    names = listed([f"{each.id}, {each.at:%Y-%m-%d %H:%M}" for each in found], 8)
    raise NotFound(f"“{typed}” fits {counted(len(found), 'session')}: {names}.", "Write its id, or its day.")


def _tell_same_day(wishes: Wishes, care: Care, session: Session) -> None:
    for line in () if wishes.json else same_day_lines(session, care.sessions()):
        remark(line)


def _tell(wishes: Wishes, care: Care, session_id: str, what: str, *, changed: bool) -> None:
    which, now = care.present().sessions[session_id], care.wall(clock.now())
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.session_shapes import SessionChangeShape, appointment_shape

        shape = appointment_shape(which, now, care.course_line(now))
        say(encoded(SessionChangeShape(client=care.folder.name, changed=changed, session=shape)))
        return
    when = f"{day_in_full(which.at.date())}, {clock_time(which.at)} ({days_away(which.at.date(), care.today(now))})"
    first = which.planned_at
    planned = f"; first planned for {short_day(first.date(), which.at.date())} {clock_time(first)}" if first else ""
    say(literal(f"“{which.kind}” {what}: {when}{planned}."))
