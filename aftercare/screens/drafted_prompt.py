"""A sheet for words that nobody wants to write twice: what is typed is a draft on the disk from the first key on.

Neither Esc nor a crash loses it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import ClassVar, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input, Select, TextArea

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.journal import EntryKind
from aftercare.screens.prompt import Prompt
from aftercare.widgets.several import Several

Result = TypeVar("Result")
T = TypeVar("T")


class KeptDraft:
    """The draft `name` of a form, written by workers in whatever order they come: what was typed last is what is put.

    `on_disk` is what lies there, {} for nothing, and None as long as nobody has read it: then nothing is put over it.
    """

    def __init__(self, care: Care, name: str, on_disk: Mapping[str, str] | None = None) -> None:
        self.care = care
        self._name = name
        self._on_disk = on_disk
        self._one_at_a_time = threading.Lock()
        self._is_kept = False
        #: What is to lie there, by field; {} for nothing.
        self.wanted: Mapping[str, str] = on_disk or {}

    @property
    def is_read(self) -> bool:
        """Whether it is known what lies there."""
        return self._on_disk is not None

    def read(self) -> dict[str, str]:
        """What lies there. Blocks on the disk. Raises DiskTrouble."""
        with self._one_at_a_time:
            found = self.care.form_draft(self._name)
            self._on_disk = found
            return found

    def put(self) -> None:
        """Puts what is wanted there. Blocks on the disk. Raises DiskTrouble."""
        with self._one_at_a_time:
            wanted = self.wanted
            if self._is_kept or self._on_disk is None or wanted == self._on_disk:
                return
            if wanted:
                self.care.keep_form_draft(self._name, wanted)
            else:
                self.care.drop_form_draft(self._name)
            self._on_disk = wanted

    def keep(self, write: Callable[[], T]) -> T:
        """Has `write` keep what was typed; then it is no draft any more. Blocks on the disk, raises what it raises."""
        with self._one_at_a_time, self.care.form_draft_taken(self._name) if self._on_disk else nullcontext():
            kept = write()
            self._is_kept = True
            return kept


class DraftedPrompt(Prompt[Result]):
    """A sheet whose fields are kept as a draft, and whose words may be written in the person's own editor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "edit_outside", "in your editor", priority=True, id="entry.edit_outside"),
    ]

    #: For the deriving sheet to set; `kind` is what is written, for the editor's template.
    draft: KeptDraft
    kind: EntryKind
    _could_not_keep = False

    def drafted(self) -> Mapping[str, str]:
        """What is to be found here the next time; {} where nobody has typed anything. For the deriving sheet."""
        raise NotImplementedError

    @property
    def unsaved(self) -> str:
        """What would be lost: nothing, as long as the draft can be kept."""
        return " ".join(self.draft.wanted.values()).strip() if self._could_not_keep else ""

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Several.Changed)
    @on(TextArea.Changed)
    def _filled_in(self) -> None:
        self.draft.wanted = self.drafted()
        # a worker of the app: one of the screen would be cancelled when the screen is closed at once
        self.app.run_worker(self._keep_draft, thread=True, group="write")

    def _keep_draft(self) -> None:
        try:
            self.draft.put()
        except AftercareError as error:
            self.app.call_from_thread(self._not_drafted, error)
        else:
            self._could_not_keep = not self.draft.is_read

    def _not_drafted(self, error: AftercareError) -> None:
        self._could_not_keep = True
        self.say_trouble(error)

    # ---- leaving

    def action_leave(self) -> None:
        """Closes; what was typed is there again the next time. What is being saved closes it by itself."""
        if self._saving:
            self.say_it_closes()
            return
        self.draft.wanted = self.drafted()
        self._leave()

    @work(thread=True, group="write")
    def _leave(self) -> None:
        try:
            self.draft.put()
        except AftercareError as error:
            if not self._left_once:
                self._left_once = True
                self.app.call_from_thread(self._not_drafted, error)
                return
        self.app.call_from_thread(self.dismiss, None)

    # ---- the person's own editor

    def action_edit_outside(self) -> None:
        """Has the words written in the person's own editor; they are kept once this sheet is."""
        from aftercare.screens.outside_editor import written_outside

        fields = {each.id or "": each for each in self.query(TextArea)}
        before = {name: each.text for name, each in fields.items()}
        begun = (before["text"], before.get("said", ""))
        try:
            with written_outside(self.app, self.draft.care, self.kind, *begun) as written:
                for name, words in zip(("text", "said"), written, strict=True):
                    if name in fields and words != before[name]:
                        fields[name].text = words
        except AftercareError as error:
            self.say_trouble(error)
