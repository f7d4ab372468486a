"""Every mapped class, imported once so that the metadata is whole."""

from desktop.storage.schema import cases, links, lists, papers, people, prints
from desktop.storage.schema.base import Base

EDITABLE = tuple(
    sorted(t.name for t in Base.metadata.tables.values() if {"uid", "version"} <= set(t.c.keys()))
)

__all__ = ["EDITABLE", "Base", "cases", "links", "lists", "papers", "people", "prints"]
