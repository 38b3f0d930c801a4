"""Requests count once: the first result is kept under the request's key, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import TypeAdapter

from accounts.errors import InvalidRequest, RequestKeyReused
from accounts.models import HandledRequest
from accounts.task import Task

Result = TypeVar("Result")


def once(task: Task, key: str, shape: type[Result], change: Callable[..., Result], **wish: Any) -> Result:
    """The result of the first request with this key; carries out the change when it is the first.

    Args:
        shape: the type of the result, a dataclass that is kept as JSON.
        change: called with the task and the wish; its name is the kind of the request.

    The account is locked by the task's transaction, so two requests with one key cannot run side by side.

    Raises:
        RequestKeyReused: the key belongs to another kind of change.
    """
    if not 0 < len(key) <= 200:
        raise InvalidRequest("The request key must have 1 to 200 characters.")
    results, kind = TypeAdapter(shape), change.__name__
    handled = task.session.get(HandledRequest, (task.account.id, key))
    if handled is not None:
        if handled.kind != kind:
            raise RequestKeyReused(f"The request key of a {kind} was used before, for a {handled.kind}.")
        return results.validate_python(handled.result)
    result = change(task, **wish)
    kept = results.dump_python(result, mode="json")
    task.session.add(
        HandledRequest(account_id=task.account.id, key=key, kind=kind, result=kept, handled_at=task.now)
    )
    task.session.flush()
    return result
