"""The PostgreSQL of the tests: cloned databases do not see each other, and a password is asked."""

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.support.postgres import Cluster


def count(url: URL, *statements: str) -> int:
    """Run statements, then count the rows of `thing`."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
            return connection.execute(text("SELECT count(*) FROM thing")).scalar_one()
    finally:
        engine.dispose()


def test_each_test_gets_a_database_of_its_own(postgresql: Cluster) -> None:
    made: list[URL] = []

    def fill(url: URL) -> None:
        made.append(url)
        count(url, "CREATE TABLE thing (id int)", "INSERT INTO thing VALUES (1)")

    one = postgresql.clone(postgresql.template("things", fill))
    two = postgresql.clone(postgresql.template("things", fill))
    assert len(made) == 1
    assert count(one, "INSERT INTO thing VALUES (2)") == 2
    assert count(two) == 1
    for url in (one, two):
        postgresql.drop(url)


def test_nobody_comes_in_without_the_password(postgresql: Cluster) -> None:
    with pytest.raises(OperationalError, match="password authentication failed"):
        count(postgresql.url("postgres", password="wrong"))
