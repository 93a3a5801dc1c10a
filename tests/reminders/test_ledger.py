"""The ledger: who may send what when, what is tried again, and what never is."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aftercare.reminders.channel import Key, NotSent, Sent, Unknown
from aftercare.reminders.delivery import LIMIT
from aftercare.reminders.ledger import Ledger, Patience, State

DUE = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
ENDS = DUE + timedelta(hours=2)
EVENING = Key("due", "2026-11-22:evening")
PATIENCE = Patience()
SECOND = timedelta(seconds=1)


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "state" / "ledger.sqlite3")
    ledger.settle(DUE - timedelta(days=1))
    return ledger


def claimed(ledger, now=DUE, key=EVENING, due=DUE, channel="desktop", client="anna"):
    return ledger.claim(client, key, channel, due, ENDS, now)


def state(ledger, client="anna"):
    (row,) = ledger.deliveries(client)
    return row.state


def test_a_message_goes_from_claimed_over_sending_to_sent_and_then_stays(ledger):
    claim = claimed(ledger)
    assert state(ledger) is State.CLAIMED
    assert ledger.begin(claim, DUE)
    assert state(ledger) is State.SENDING
    assert ledger.finish(claim, Sent(), DUE)
    assert state(ledger) is State.SENT
    assert claimed(ledger, ENDS - SECOND) is None
    assert ledger.settle(ENDS + timedelta(days=9)) == []


def test_a_row_tells_what_it_is_for_and_how_it_went(ledger):
    claim = claimed(ledger)
    ledger.begin(claim, DUE + SECOND)
    ledger.finish(claim, NotSent("no bus"), DUE + 2 * SECOND)
    (row,) = ledger.deliveries("anna")
    assert (row.client, row.key, row.channel) == ("anna", EVENING, "desktop")
    assert (row.state, row.tries, row.reason) == (State.NOT_SENT, 1, "no bus")
    assert (row.due, row.ends, row.changed) == (DUE, ENDS, DUE + 2 * SECOND)


def test_each_client_kind_slot_attempt_and_channel_is_a_delivery_of_its_own(ledger):
    assert claimed(ledger)
    assert claimed(ledger) is None
    assert claimed(ledger, key=Key("follow-up", EVENING.slot))
    assert claimed(ledger, key=Key("due", "2026-11-22:morning"))
    assert claimed(ledger, key=Key("due", EVENING.slot, 2))
    assert claimed(ledger, channel="phone")
    assert claimed(ledger, client="bea")
    assert len(ledger.deliveries("anna")) == 5


def test_a_claim_is_nobody_elses_until_its_lease_is_over(ledger):
    first = claimed(ledger)
    assert claimed(ledger, DUE + PATIENCE.lease - SECOND) is None
    second = claimed(ledger, DUE + PATIENCE.lease)
    assert second is not None
    assert not ledger.begin(first, DUE + PATIENCE.lease)
    assert ledger.begin(second, DUE + PATIENCE.lease)


def test_a_claim_is_used_once(ledger):
    claim = claimed(ledger)
    assert ledger.begin(claim, DUE)
    assert not ledger.begin(claim, DUE)


def test_what_was_interrupted_while_sending_is_unknown_and_never_sent_again(ledger):
    ledger.begin(claimed(ledger), DUE)
    assert ledger.settle(DUE + PATIENCE.lease - SECOND) == []
    (row,) = ledger.settle(DUE + PATIENCE.lease)
    assert (row.state, bool(row.reason)) == (State.UNKNOWN, True)
    assert claimed(ledger, ENDS - SECOND) is None


def test_who_comes_back_after_the_lease_may_still_say_that_it_was_sent(ledger):
    claim = claimed(ledger)
    ledger.begin(claim, DUE)
    ledger.settle(DUE + PATIENCE.lease)
    assert ledger.finish(claim, Sent(), DUE + PATIENCE.lease)
    assert state(ledger) is State.SENT


def test_who_comes_back_after_the_lease_cannot_have_it_sent_again(ledger):
    claim = claimed(ledger)
    ledger.begin(claim, DUE)
    ledger.settle(DUE + PATIENCE.lease)
    assert not ledger.finish(claim, NotSent("no bus"), DUE + PATIENCE.lease)
    assert state(ledger) is State.UNKNOWN


def test_an_unknown_outcome_is_kept_with_its_reason_and_never_sent_again(ledger):
    claim = claimed(ledger)
    ledger.begin(claim, DUE)
    ledger.finish(claim, Unknown("no answer"), DUE)
    assert ledger.deliveries("anna")[0].reason == "no answer"
    assert claimed(ledger, ENDS - SECOND) is None


@pytest.mark.parametrize(("begun", "state_after"), [(False, State.NOT_SENT), (True, State.UNKNOWN)])
def test_a_sender_that_is_gone_had_sent_nothing_or_it_is_unknown(ledger, begun, state_after):
    claim = claimed(ledger)
    if begun:
        ledger.begin(claim, DUE)
    ledger.give_up(claim, "killed", DUE)
    assert (state(ledger), ledger.deliveries("anna")[0].reason) == (state_after, "killed")


def test_giving_up_leaves_alone_what_was_settled(ledger):
    claim = claimed(ledger)
    ledger.begin(claim, DUE)
    ledger.finish(claim, Sent(), DUE)
    ledger.give_up(claim, "killed", DUE)
    assert state(ledger) is State.SENT


def test_what_was_not_sent_is_tried_again_at_longer_and_longer_intervals_until_its_window_ends(ledger):
    now, gaps = DUE, []
    while (claim := claimed(ledger, now)) is not None:
        ledger.begin(claim, now)
        ledger.finish(claim, NotSent("no bus"), now)
        gap = PATIENCE.retry_after(len(gaps) + 1)
        assert claimed(ledger, now + gap - SECOND) is None
        gaps.append(gap)
        now += gap
    assert [gap.total_seconds() for gap in gaps[:7]] == [15, 30, 60, 120, 240, 480, 600]
    assert max(gaps) == PATIENCE.longest_retry
    assert now >= ENDS
    (row,) = ledger.deliveries("anna")
    assert (row.state, row.tries) == (State.EXPIRED, len(gaps))


def test_what_was_not_sent_in_its_window_expires_and_keeps_the_reason(ledger):
    claim = claimed(ledger)
    ledger.begin(claim, DUE)
    ledger.finish(claim, NotSent("no bus"), DUE)
    assert ledger.settle(ENDS - SECOND) == []
    (row,) = ledger.settle(ENDS)
    assert (row.state, row.reason) == (State.EXPIRED, "no bus")


def test_a_claim_that_was_left_lying_expires_with_its_window(ledger):
    claim = claimed(ledger, ENDS - SECOND)
    assert ledger.settle(ENDS) == []
    assert [row.state for row in ledger.settle(ENDS + PATIENCE.lease)] == [State.EXPIRED]
    assert not ledger.begin(claim, ENDS + PATIENCE.lease)


def test_what_is_first_seen_past_its_window_is_kept_as_expired_and_not_sent(ledger):
    assert claimed(ledger, ENDS) is None
    assert (state(ledger), ledger.deliveries("anna")[0].tries) == (State.EXPIRED, 0)
    assert claimed(ledger, ENDS - timedelta(hours=1)) is None


def test_nothing_is_claimed_before_it_is_due(ledger):
    assert claimed(ledger, DUE - SECOND) is None
    assert ledger.deliveries("anna") == []


def test_nothing_older_than_the_ledger_is_reminded_of(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    ledger.settle(DUE)
    assert claimed(ledger, DUE + SECOND) is None
    assert claimed(ledger, DUE + SECOND, due=DUE + SECOND) is not None
    assert len(ledger.deliveries("anna")) == 1


def test_a_ledger_that_was_deleted_sends_nothing_anew(ledger):
    claim = claimed(ledger, DUE + SECOND)
    ledger.begin(claim, DUE + SECOND)
    ledger.finish(claim, Sent(), DUE + SECOND)
    ledger.path.unlink()
    assert claimed(ledger, DUE + 2 * SECOND) is None
    assert ledger.deliveries("anna") == []


def test_a_ledger_that_is_deleted_while_a_message_waits_for_its_sender_sends_nothing(ledger):
    claim = claimed(ledger)
    ledger.path.unlink()
    assert not ledger.begin(claim, DUE + SECOND)


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_clock_that_is_set_back_or_forward_sends_nothing_twice_and_strands_nothing(ledger, hours):
    sent, waiting = claimed(ledger), Key("due", "2026-11-22:night")
    ledger.begin(sent, DUE)
    ledger.finish(sent, Sent(), DUE)
    early = DUE - timedelta(hours=12)
    claimed(ledger, DUE, waiting, early)
    now = DUE + timedelta(hours=hours)
    assert claimed(ledger, now) is None
    ends = DUE + timedelta(days=1)
    assert ledger.claim("anna", waiting, "desktop", early, ends, now) is not None


def test_a_look_at_the_clock_just_before_somebody_elses_claim_does_not_take_it_away(ledger):
    claimed(ledger, DUE + SECOND)
    assert claimed(ledger, DUE) is None
    assert ledger.settle(DUE) == []


def test_no_ledger_has_no_deliveries_and_none_is_made_by_looking(tmp_path):
    ledger = Ledger(tmp_path / "state" / "ledger.sqlite3")
    assert ledger.deliveries("anna") == []
    assert not ledger.path.parent.exists()


def test_the_ledgers_folder_may_have_any_name(tmp_path):
    ledger = Ledger(tmp_path / "a?b%20#ü;" / "ledger.sqlite3")
    ledger.settle(DUE - SECOND)
    assert claimed(ledger)
    assert state(ledger) is State.CLAIMED


def test_a_lease_is_longer_than_anything_takes_to_send():
    assert PATIENCE.lease > 2 * LIMIT


def test_the_ledger_is_its_owners_alone(ledger):
    claimed(ledger)
    assert ledger.path.stat().st_mode & 0o777 == 0o600
    assert ledger.path.parent.stat().st_mode & 0o777 == 0o700


# ---- in any order


class AnyOrder(RuleBasedStateMachine):
    """Senders that claim, begin, stop, come back, end and are given up in any order, with a clock that steps about."""

    def __init__(self):
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger(Path(self._folder.name) / "ledger.sqlite3")
        self.now = DUE + timedelta(hours=3)
        self.ledger.settle(DUE - timedelta(days=2))
        self.claims = []
        self.out = []
        self.maybe_shown = 0

    def teardown(self):
        self._folder.cleanup()

    @rule(seconds=st.sampled_from([700, 61, 16, -61, -3600]))
    def the_clock_steps(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule()
    def a_service_ticks(self):
        self.ledger.settle(self.now)
        claim = self.ledger.claim("anna", EVENING, "desktop", DUE, DUE + timedelta(days=3), self.now)
        if claim is not None:
            self.claims.append(claim)

    @precondition(lambda self: self.claims)
    @rule(which=st.sampled_from([-1, -1, -2, 0]))
    def one_begins(self, which):
        claim = self.claims[which % len(self.claims)]
        if self.ledger.begin(claim, self.now):
            self.out.append(claim)
            self.maybe_shown += 1

    @precondition(lambda self: self.out)
    @rule(which=st.integers(0, 9), outcome=st.sampled_from([Sent(), NotSent("no bus"), Unknown("no answer")]))
    def one_ends(self, which, outcome):
        """Whoever was refused has shown nothing, whether or not the ledger still wants to hear it."""
        claim = self.out.pop(which % len(self.out))
        self.ledger.finish(claim, outcome, self.now)
        if isinstance(outcome, NotSent):
            self.maybe_shown -= 1

    @precondition(lambda self: self.claims)
    @rule(which=st.sampled_from([-1, -2, 0]))
    def one_dies_and_is_given_up(self, which):
        self.ledger.give_up(self.claims[which % len(self.claims)], "killed", self.now)

    @invariant()
    def it_is_shown_at_most_once(self):
        assert self.maybe_shown <= 1


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=40, suppress_health_check=list(HealthCheck))
