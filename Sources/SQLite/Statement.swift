import CSQLite

/// A compiled statement: values in, rows out.
///
/// Parameters and columns count from 0 here, in the order in which they stand in the statement.
package final class Statement {
  /// The statement's text.
  package let sql: String
  private let handle: OpaquePointer
  // The connection's cache owns the statement, so the connection outlives it.
  private unowned let connection: Connection

  init(_ sql: String, connection: Connection) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK else { throw connection.error(code, sql: sql) }
    guard let handle else { preconditionFailure("a statement has text") }
    self.sql = sql
    self.handle = handle
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds values to all parameters.
  package func bind(_ values: [Value]) throws(SQLiteError) {
    precondition(
      values.count == Int(sqlite3_bind_parameter_count(handle)),
      "a statement takes a value for every parameter")
    for index in values.indices { try bind(values[index], at: index) }
  }

  private func bind(_ value: Value, at index: Int) throws(SQLiteError) {
    let place = Int32(index + 1)
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(handle, place)
    case .integer(let number): code = sqlite3_bind_int64(handle, place, number)
    case .real(let number): code = sqlite3_bind_double(handle, place, number)
    case .text(var text):
      code = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          tourney_bind_text(handle, place, $0.baseAddress, UInt64($0.count))
        }
      }
    case .blob(let bytes):
      code = bytes.withUnsafeBytes { buffer in
        // An empty blob is a blob; a null address would bind NULL.
        buffer.isEmpty
          ? sqlite3_bind_zeroblob(handle, place, 0)
          : tourney_bind_blob(handle, place, buffer.baseAddress, UInt64(buffer.count))
      }
    }
    if code != SQLITE_OK { throw connection.error(code, sql: sql) }
  }

  /// Moves on to the next row; false after the last.
  package func step() throws(SQLiteError) -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let error = connection.error(code, sql: sql)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Runs the statement to its end and makes it ready for the next values.
  package func run(_ values: [Value] = []) throws(SQLiteError) {
    try bind(values)
    while try step() {}
    sqlite3_reset(handle)
  }

  /// Ends the use of the rows, so that locks are given back.
  package func reset() { sqlite3_reset(handle) }
}

extension Statement {
  /// Tells whether a column of the row has no value.
  package func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  /// Returns a column of the row as a whole number; 0 if it has no value.
  package func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  /// Returns a column of the row as a number; 0 if it has no value.
  package func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

  /// Returns a column of the row as text; empty if it has no value.
  package func text(_ column: Int) -> String {
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Calls `body` with the bytes of a column, which must not be used after it returns.
  package func withBytes<Result>(
    _ column: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let start = sqlite3_column_blob(handle, Int32(column))
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  /// Returns a column of the row as a whole number, or nil if it has no value.
  package func optionalInteger(_ column: Int) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  /// Returns a column of the row as a number, or nil if it has no value.
  package func optionalReal(_ column: Int) -> Double? { isNull(column) ? nil : real(column) }

  /// Returns a column of the row as text, or nil if it has no value.
  package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  /// Returns a column of the row as a truth value.
  package func flag(_ column: Int) -> Bool { integer(column) != 0 }
}
