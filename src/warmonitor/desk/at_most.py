"""How many answers are worked on side by side: more would wait for each other all the same, each with memory of its own."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AtMost:
    """Middleware: a call waits for its turn, and the next one's turn comes when its answer begins."""

    def __init__(self, app: ASGIApp, *, calls: int) -> None:
        self._app = app
        self._turns = asyncio.Semaphore(calls)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_turn = True
        await self._turns.acquire()

        async def send_and_let_go(message: Message) -> None:
            nonlocal has_turn
            if has_turn:
                has_turn = False
                self._turns.release()
            await send(message)

        try:
            await self._app(scope, receive, send_and_let_go)
        finally:
            if has_turn:
                self._turns.release()
