from typing import assert_type

from commkit.testing.postgres import PostgresServer

with PostgresServer() as server, server.database() as url:
    assert_type(server, PostgresServer)
    assert_type(server.url, str)
    assert_type(url, str)
