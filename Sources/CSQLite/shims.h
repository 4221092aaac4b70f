// The system's SQLite, with what Swift cannot call: variadic functions and macros with casts.

#pragma once

#include <sqlite3.h>

/// Binds a copy of the text: `SQLITE_TRANSIENT` is a cast that Swift does not import.
static inline int tourney_bind_text(
    sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of the bytes.
static inline int tourney_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}
