"""Servers on this computer for the tests of remotes: applications, and sockets that misbehave."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import WSGIApplication


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Print nothing."""


@contextmanager
def serving(app: WSGIApplication) -> Iterator[str]:
    """Serve an application, and give its address."""
    server = make_server("127.0.0.1", 0, app, handler_class=_Silent)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection by a function of its socket, once the request has begun."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65_536)
            with suppress(OSError):  # the other side is gone, as it should be
                answer(connection)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        thread.join(5)
