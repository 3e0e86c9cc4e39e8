"""A file under its final name is whole, private and synced with its folder; what stands in the way is left alone."""

import errno
import os
from pathlib import Path

import pytest

from hipback.disk import let_go, make_private, mode_of, remove, sync, write_whole


@pytest.fixture
def synced(monkeypatch) -> list[int]:
    """The inodes of what was synced, in order."""
    found: list[int] = []
    fsync = os.fsync

    def noting(file: int) -> None:
        found.append(os.fstat(file).st_ino)
        fsync(file)

    monkeypatch.setattr(os, "fsync", noting)
    return found


def inode(path: Path) -> int:
    return path.stat().st_ino


@pytest.mark.hazard("HZ-25")
@pytest.mark.parametrize("named", [str, lambda path: path.name], ids=["with its folder", "by its name alone"])
def test_a_file_is_synced_and_then_the_folder_that_it_is_in(named, tmp_path, synced, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "whole"
    monkeypatch.chdir(tmp_path if named is str else folder)
    write_whole(named(path), b"content", f"{named(path)}.half")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"content", 0o600)
    assert synced == [inode(path), inode(folder)]


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("elsewhere")], ids=["a file", "a link"])
def test_what_stands_where_a_file_is_written_is_neither_followed_nor_overwritten(make, tmp_path):
    make(tmp_path / "half")
    with pytest.raises(FileExistsError):
        write_whole(str(tmp_path / "whole"), b"content", str(tmp_path / "half"))
    assert [path.name for path in tmp_path.iterdir()] == ["half"]
    assert not (tmp_path / "elsewhere").exists()


def test_what_is_no_folder_is_not_synced_as_one(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        sync(str(tmp_path / "file"))


def test_a_lock_that_cannot_be_closed_is_let_go_all_the_same(tmp_path):
    lock = os.open(tmp_path, os.O_RDONLY)
    os.close(lock)
    let_go(lock)


def test_a_path_without_a_file_has_no_mode_and_a_link_its_own(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    assert mode_of(str(tmp_path / "none")) == 0
    assert mode_of(str(tmp_path / "link")) == os.lstat(tmp_path / "link").st_mode


def test_a_folder_is_made_with_its_parents_for_one_user_alone_and_each_is_synced(tmp_path, synced):
    make_private(str(tmp_path / "one" / "two"))
    assert [oct((tmp_path / name).stat().st_mode & 0o777) for name in ("one", "one/two")] == ["0o700", "0o700"]
    assert synced == [inode(tmp_path), inode(tmp_path / "one")]


def test_a_file_in_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError) as told:
        make_private(str(tmp_path / "file"))
    assert (told.value.errno, told.value.strerror) == (errno.ENOTDIR, "it is not a folder")


def test_a_folder_that_another_window_makes_first_is_taken(tmp_path, monkeypatch):
    mkdir = os.mkdir

    def late(folder: str, mode: int) -> None:
        mkdir(folder, mode)
        mkdir(folder, mode)

    monkeypatch.setattr(os, "mkdir", late)
    make_private(str(tmp_path / "folder"))
    assert (tmp_path / "folder").is_dir()


def test_it_is_told_whether_a_file_was_there_to_remove(tmp_path):
    (tmp_path / "file").touch()
    assert [remove(str(tmp_path / "file")) for _ in range(2)] == [True, False]
