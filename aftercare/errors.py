"""What can go wrong, as one small tree: each error carries one clear sentence, what to do next, and its exit code."""


class AftercareError(Exception):
    """Anything that a person has to be told. `message` says what is wrong, `next_step` what would be right."""

    exit_code = 1

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class BadInput(AftercareError):
    """Something typed or passed that cannot be used: a name, a date, a text."""

    exit_code = 2


class InTheWay(BadInput):
    """A file stands where one is to be written. It gives way to who says so: how, the command and the app know."""


class Earlier(InTheWay):
    """The same, and it is an earlier one of the same kind."""


class NotFound(AftercareError):
    """The thing named is not there, or the name fits more than one."""

    exit_code = 3


class BadPlan(AftercareError):
    """A plan file that cannot be used as it is."""

    exit_code = 4


class DiskTrouble(AftercareError):
    """The disk is full, read-only, failing or gone. Nothing half-written counts."""

    exit_code = 5


class Busy(AftercareError):
    """Another process holds the record and does not let go."""

    exit_code = 6


class NewerRecord(AftercareError):
    """The record was written by a newer program: it is shown, not changed."""

    exit_code = 7


class NoLongerCurrent(AftercareError):
    """What was to be replaced or undone has been changed since it was seen."""

    exit_code = 8


class NotConfirmed(AftercareError):
    """A question had to be answered before going on, and was not, or with no."""

    exit_code = 9


class SystemTrouble(AftercareError):
    """The operating system did not do what it was asked: a command that is missing, or that failed."""

    exit_code = 10


class NotSound(AftercareError):
    """A backup or a record that is not whole: bytes are missing, or are not those that were written."""

    exit_code = 11
