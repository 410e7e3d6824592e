"""Functions of our own are called in processes that are kept as long as they are whole."""

import os
import signal
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from budgetbook.kernels import calls
from budgetbook.kernels.calls import Calls
from budgetbook.kernels.warm import WarmServer, WarmServerError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows cannot fork")


@pytest.fixture(scope="module")
def server() -> Iterator[WarmServer]:
    server = WarmServer()
    yield server
    server.close()


@pytest.fixture
def call(server: WarmServer) -> Calls:
    return Calls(server)


def ended(process: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_what_a_function_returns_comes_back_from_another_process(call: Calls) -> None:
    assert call(divmod, 7, 2) == (3, 1)
    assert call(os.getpid) != os.getpid()


def test_the_next_call_finds_the_process_of_the_last(call: Calls) -> None:
    assert call(os.getpid) == call(os.getpid)


def test_calls_at_the_same_time_have_a_process_each(call: Calls) -> None:
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(call, time.sleep, 0.3)
        second = call(os.getpid)
        waiting.result()
    assert {call(os.getpid), call(os.getpid)} <= {second, call(os.getpid)}


def test_what_a_function_raises_is_raised_here_and_costs_no_process(call: Calls) -> None:
    process = call(os.getpid)
    with pytest.raises(ZeroDivisionError):
        call(divmod, 1, 0)
    assert call(os.getpid) == process


def test_what_a_function_warns_of_is_warned_of_here(call: Calls) -> None:
    with pytest.warns(UserWarning, match="少一行"):
        call(warnings.warn, "少一行")


def test_a_call_whose_process_dies_is_an_error_and_the_next_has_another(call: Calls) -> None:
    process = call(os.getpid)
    with pytest.raises(WarmServerError, match="_exit: 3"):
        call(os._exit, 3)
    assert call(os.getpid) != process


def test_a_process_that_died_meanwhile_is_not_asked(call: Calls) -> None:
    process = call(os.getpid)
    os.kill(process, signal.SIGKILL)
    assert ended(process)
    assert call(os.getpid) != process


def test_a_process_is_replaced_after_so_many_calls(call: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_CALLS", 2)
    first, second, third = (call(os.getpid) for _ in range(3))
    assert first == second != third
    assert ended(first)


def test_processes_end_with_their_server() -> None:
    server = WarmServer()
    process = Calls(server)(os.getpid)
    server.close()
    assert ended(process)
