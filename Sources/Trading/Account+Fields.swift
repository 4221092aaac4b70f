// The account's working state as other modules reach it.
//
// `@exclusivity(unchecked)` holds only inside the module that declares a property: from elsewhere
// the run-time check comes back. Accessors that are inlined there carry the attribute along.
extension Account {
  @inlinable package var names: NameTable {
    _read { yield storedNames }
    _modify { yield &storedNames }
  }

  @inlinable package var ledger: Ledger {
    _read { yield storedLedger }
    _modify { yield &storedLedger }
  }

  /// Equity at the last mark.
  @inlinable package var equity: Double {
    _read { yield storedEquity }
    _modify { yield &storedEquity }
  }

  @inlinable package var fills: [Fill] {
    _read { yield storedFills }
    _modify { yield &storedFills }
  }

  /// Nanoseconds since the epoch: the close of the bar an expert sees, or the open being filled.
  @inlinable package var now: Int64 {
    _read { yield storedNow }
    _modify { yield &storedNow }
  }

  /// Session day of the current instant.
  @inlinable package var currentDay: Int32 {
    _read { yield storedCurrentDay }
    _modify { yield &storedCurrentDay }
  }
}
