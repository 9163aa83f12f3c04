"""Keys on disk: erased is dead everywhere, rotation is not noticed by readers."""

import multiprocessing
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from register.keys import CopyState, Erased, KeyLost, Keyring, Keystore, SealBroken, put_back


@pytest.fixture
def store(tmp_path: Path) -> Keystore:
    """A keystore with ten keys."""
    made = Keystore.create(tmp_path / "keystore", tmp_path / "keys" / "proef.kek")
    for number in range(10):
        made.make(f"sleutel-{number}")
    return made


def fresh(store: Keystore) -> Keystore:
    """The same keystore as another process sees it."""
    return Keystore(store.folder, store.kek)


def test_an_erased_key_is_gone_for_every_process(store: Keystore) -> None:
    other = fresh(store)
    other.get("sleutel-3")
    store.erase("sleutel-3")
    for one in (store, other, fresh(store)):
        with pytest.raises(KeyLost):
            one.get("sleutel-3")


def test_a_key_kept_in_an_old_copy_of_the_folder_is_dead_after_erasure(store: Keystore) -> None:
    old = store.folder / "sleutel-3.key"
    kept = old.read_bytes()
    store.erase("sleutel-3")
    old.write_bytes(kept)
    with pytest.raises(SealBroken):
        fresh(store).get("sleutel-3")


def test_rotation_keeps_every_key_and_changes_every_file(store: Keystore) -> None:
    before = {name: fresh(store).get(name) for name in store.names()}
    files = {path: path.read_bytes() for path in store.folder.glob("*.key")}
    store.rotate()
    assert {name: fresh(store).get(name) for name in store.names()} == before
    assert all(path.read_bytes() != content for path, content in files.items())


def test_nobody_but_the_owner_may_read_the_keys(store: Keystore) -> None:
    files = [store.kek, *store.folder.iterdir()]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


def read_on(folder: Path, kek: Path, stop: "multiprocessing.synchronize.Event") -> None:
    """Open every key afresh until told to stop; an error ends the process with one."""
    while not stop.is_set():
        store = Keystore(folder, kek)
        for name in store.names():
            store.get(name)


def test_a_reader_in_another_process_goes_on_while_keys_rotate(store: Keystore) -> None:
    context = multiprocessing.get_context("fork")
    stop = context.Event()
    reader = context.Process(target=read_on, args=(store.folder, store.kek, stop))
    reader.start()
    for _ in range(15):
        store.rotate()
    stop.set()
    reader.join(20)
    assert reader.exitcode == 0


def make_many(folder: Path, kek: Path, own: str) -> None:
    """Make twenty keys."""
    for number in range(20):
        Keystore(folder, kek).make(f"{own}-{number}")


def test_keys_made_by_others_during_a_rotation_are_not_lost(store: Keystore) -> None:
    context = multiprocessing.get_context("fork")
    makers = [
        context.Process(target=make_many, args=(store.folder, store.kek, own)) for own in "ab"
    ]
    for maker in makers:
        maker.start()
    for _ in range(10):
        store.rotate()
    for maker in makers:
        maker.join(20)
    assert len(store.names()) == 50
    assert all(len(fresh(store).get(name)) == 32 for name in store.names())


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Keyring]:
    """A keyring with a copy at a second place."""
    return Keyring.create(tmp_path / "huis", str(tmp_path / "elders"))


def test_the_copy_follows_and_says_when_it_lags(ring: Keyring) -> None:
    assert ring.second is not None
    assert ring.second.state() is CopyState.CURRENT
    ring.register.make("nieuw")
    assert ring.second.state() is CopyState.LAGGING
    ring.copy()
    assert ring.second.state() is CopyState.CURRENT
    ring.second.file.unlink()
    assert ring.second.state() is CopyState.ABSENT


def test_the_copy_alone_gives_all_keys_back(ring: Keyring, tmp_path: Path) -> None:
    assert ring.second is not None
    ring.register.make("nieuw")
    ring.copy()
    put_back(ring.second.file, tmp_path / "leeg")
    back = Keyring.open(tmp_path / "leeg")
    for one, other in ((ring.register, back.register), (ring.vault, back.vault)):
        assert {name: one.get(name) for name in one.names()} == {
            name: other.get(name) for name in other.names()
        }


def test_an_erasure_reaches_the_copy_and_stands_on_its_list(ring: Keyring, tmp_path: Path) -> None:
    assert ring.second is not None
    ring.register.make("casus")
    ring.vault.make("persoon")
    ring.copy()
    older = shutil.copy(ring.second.file, tmp_path / "ouder.json")
    erased = Erased("ABCDEFGH", "c1", ("casus",), ("persoon",))
    ring.note(erased)
    ring.note(erased)
    ring.destroy(erased)
    put_back(ring.second.file, tmp_path / "leeg")
    back = Keyring.open(tmp_path / "leeg")
    assert back.erased() == (erased,)
    with pytest.raises(KeyLost):
        back.register.get("casus")
    # Wrapped keys of before, with the key-encryption keys of now: what a thief of both has.
    put_back(Path(older), tmp_path / "dief")
    for kek in (tmp_path / "leeg" / "keys").iterdir():
        shutil.copy(kek, tmp_path / "dief" / "keys" / kek.name)
    for store, name in (("register", "casus"), ("vault", "persoon")):
        thief = getattr(Keyring.open(tmp_path / "dief"), store)
        with pytest.raises(SealBroken):
            thief.get(name)


def test_a_file_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    (tmp_path / "iets.json").write_text("{}")
    with pytest.raises(ValueError, match="no copy"):
        put_back(tmp_path / "iets.json", tmp_path / "leeg")
