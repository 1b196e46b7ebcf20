"""A cluster serves whoever uses it, survives a crash, and lets in nobody else."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dev import Unready, binaries, databases
from dev.postgres import APP, OWNER, SEALER, Cluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Lend a cluster of another checkout, so that the one of this session is left alone."""
    cluster = Cluster("test", checkout=tmp_path_factory.mktemp("checkout"))
    yield cluster
    shutil.rmtree(cluster.home, ignore_errors=True)
    shutil.rmtree(cluster.sockets, ignore_errors=True)


def process(cluster: Cluster) -> int:
    return int((cluster.home / "data/postmaster.pid").read_text().split("\n")[0])


def test_it_runs_until_the_last_one_leaves(cluster: Cluster) -> None:
    with ExitStack() as first:
        first.enter_context(cluster.running())
        with cluster.running():
            first.close()
            with cluster.connect() as connection:
                assert {"postgres"} < databases.names(connection)
        assert not (cluster.home / "data/postmaster.pid").exists()


def test_it_listens_on_no_network_and_only_its_owner_enters(cluster: Cluster) -> None:
    with cluster.running(), cluster.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert cluster.sockets.stat().st_mode & 0o777 == 0o700
    assert cluster.home.stat().st_mode & 0o777 == 0o700


def test_no_role_is_more_than_it_must_be(cluster: Cluster) -> None:
    with cluster.running(), cluster.connect() as connection:
        roles = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname ~ '^alongside_' AND rolcanlogin"
            " AND NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)"
        )
        assert {row[0] for row in roles} == {OWNER, APP, SEALER}


def test_it_comes_back_after_a_crash(cluster: Cluster) -> None:
    """Also when the number of the dead process was given to another program since."""
    with cluster.running():
        os.kill(process(cluster), signal.SIGKILL)
        while cluster._answers():
            time.sleep(0.01)
        left = cluster.home / "data/postmaster.pid"
        dead = left.read_text().split("\n", 1)
        left.write_text(f"{os.getpid()}\n{dead[1]}")
        with cluster.running(), cluster.connect() as connection:
            assert {"postgres"} < databases.names(connection)


def test_it_comes_back_when_its_socket_was_swept_away(cluster: Cluster) -> None:
    with cluster.running():
        first = process(cluster)
        shutil.rmtree(cluster.sockets)
        with cluster.running():
            assert process(cluster) != first


def test_what_was_half_made_is_made_anew(cluster: Cluster) -> None:
    cluster.forget()
    (cluster.home / "unfinished").mkdir()
    (cluster.home / "unfinished/PG_VERSION").write_text("18\n")
    with cluster.running(), cluster.connect() as connection:
        assert {"postgres"} < databases.names(connection)


def test_a_folder_that_another_could_have_laid_is_refused(tmp_path: Path) -> None:
    laid = tmp_path / "laid"
    laid.symlink_to(tmp_path)
    with pytest.raises(Unready, match="somebody else"):
        binaries.own(laid, 0o700)


def test_a_database_is_made_whole_or_not_at_all(cluster: Cluster) -> None:
    with cluster.running(), cluster.connect() as connection:
        with pytest.raises(KeyboardInterrupt), databases.made_whole(connection, "world"):
            raise KeyboardInterrupt
        assert "world" not in databases.names(connection)
        with databases.made_whole(connection, "world"):
            pass
        assert "world" in databases.names(connection)


def test_checkouts_and_purposes_never_meet(tmp_path: Path) -> None:
    clusters = [Cluster("run"), Cluster("test"), Cluster("run", checkout=tmp_path)]
    assert len({cluster.home for cluster in clusters}) == 3
    assert len({cluster.sockets for cluster in clusters}) == 3
