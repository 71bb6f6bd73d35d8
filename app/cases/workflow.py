"""The life of a case as declared in ``resources/workflow/cases.toml``: states, transitions and lists to choose from."""

from functools import cache
from typing import Literal

import msgspec

from app.core.resources import load_toml

SAME = "$same"
BEFORE = "$before"

ClockOfState = Literal["waits", "runs", "stands", "ended"]
ClockOfStep = Literal["start", "stop", "resume", "restart", "by-setting", "finish", "none"]


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state of a case: ``group`` open or ended, ``clock`` whether the promised days are counting."""

    key: str
    label: str
    group: Literal["open", "ended"]
    clock: ClockOfState


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way a transition goes; ``modes`` empty means every handling mode.

    ``brought_over`` routes are for cases from an old log book only, whose later steps nobody wrote down.
    """

    origins: tuple[str, ...] = msgspec.field(name="from")
    to: str
    clock: ClockOfStep
    slips: tuple[str, ...]
    modes: tuple[str, ...] = ()
    brought_over: bool = False

    def leaves(self, state: str, mode: str, *, brought_over: bool) -> bool:
        """Tell whether this way leads on from the state for a case of this mode."""
        fits = state in self.origins and (not self.modes or mode in self.modes)
        return fits and (brought_over or not self.brought_over)


class Transition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step that a clerk may take: its verb on the button, what it needs, and its routes."""

    key: str
    verb: str
    done: str
    needs: tuple[str, ...]
    asks: tuple[str, ...]
    routes: tuple[Route, ...] = msgspec.field(name="route")
    sets_day: str = ""
    result: str = ""
    seldom: bool = False

    def route_from(self, state: str, mode: str, *, brought_over: bool = False) -> Route | None:
        """Find the route that leaves this state for a case of this mode."""
        return next((way for way in self.routes if way.leaves(state, mode, brought_over=brought_over)), None)


class Slip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A printed paper of a case (DOMAIN B2)."""

    key: str
    title: str


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A handling mode (DOMAIN A03); ``badge`` is what stands on an open case that is due on its own day."""

    key: str
    label: str
    badge: str


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value to choose, with the other words that people use for it."""

    key: str
    label: str
    words: tuple[str, ...] = ()
    step: str = ""
    counts_overdue: bool = True


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the request came in; ``wants`` names the fields that this way of asking needs."""

    key: str
    label: str
    wants: tuple[str, ...]


class PauseKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A special link (行政许可法 art. 45); ``days`` working days are allowed, 0 means without limit."""

    key: str
    label: str
    words: tuple[str, ...]
    days: int


class Amendable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field that 更正 may change."""

    field: str
    label: str


class BadgeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a badge whose clock does not run; ``{n}`` is a number of days."""

    paused: str
    paused_too_long: str
    supplement: str
    lapsed: str
    waiting: str
    ended: str


class Workflow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration, in the order of the file."""

    states: tuple[State, ...] = msgspec.field(name="state")
    transitions: tuple[Transition, ...] = msgspec.field(name="transition")
    slips: tuple[Slip, ...] = msgspec.field(name="slip")
    modes: tuple[Mode, ...] = msgspec.field(name="mode")
    results: tuple[Choice, ...] = msgspec.field(name="result")
    channels: tuple[Channel, ...] = msgspec.field(name="channel")
    pause_kinds: tuple[PauseKind, ...] = msgspec.field(name="pause_kind")
    parties: tuple[Choice, ...] = msgspec.field(name="party")
    amendable: tuple[Amendable, ...]
    badges: BadgeWords

    def state(self, key: str) -> State:
        """Give a state by its key; an unknown one is a ``KeyError``, a bug of the caller."""
        return {state.key: state for state in self.states}[key]

    def transition(self, key: str) -> Transition:
        """Give a transition by its key."""
        return {step.key: step for step in self.transitions}[key]

    def keys(self, *, clock: ClockOfState | None = None, group: str | None = None) -> tuple[str, ...]:
        """Give the states whose clock or group is the given one."""
        fitting = (state for state in self.states if clock in (None, state.clock) and group in (None, state.group))
        return tuple(state.key for state in fitting)

    def offered(self, state: str, mode: str, *, brought_over: bool = False) -> tuple[Transition, ...]:
        """Give the steps that this state allows, in the order in which they are offered."""
        return tuple(step for step in self.transitions if step.route_from(state, mode, brought_over=brought_over))

    def label(self, key: str) -> str:
        """Give the Chinese word of any key that a case stores (state, mode, channel, result, pause kind, party)."""
        lists = (self.states, self.modes, self.channels, self.results, self.pause_kinds, self.parties)
        found = (entry.label for entries in lists for entry in entries if entry.key == key)
        return next(found, key)


@cache
def workflow() -> Workflow:
    """Read the declaration once."""
    return load_toml("workflow/cases.toml", Workflow)
