import Formats

/// Work that is timed by itself: what is said of its product, and tidied up after it, is not.
struct TimedWork {
  /// Works once and tells how many nanoseconds it took by a clock.
  let run: (() -> UInt64) throws(LocatedError) -> UInt64
  /// What came of the last run.
  let outcome: () throws(LocatedError) -> Outcome
  /// What must come of it, by another way; nil for work that others are held to.
  let expected: (() throws(LocatedError) -> Outcome)?

  /// - Parameters:
  ///   - work: What is timed.
  ///   - recycle: Takes a product that is no longer needed, before the next run.
  init<Product>(
    _ work: @escaping () throws(LocatedError) -> Product,
    recycle: @escaping (consuming Product) -> Void = { _ in },
    outcome: @escaping (Product) throws(LocatedError) -> Outcome,
    expected: (() throws(LocatedError) -> Outcome)? = nil
  ) {
    let last = Last<Product>()
    run = { clock throws(LocatedError) -> UInt64 in
      if let product = last.take() { recycle(product) }
      let start = clock()
      let product = try work()
      let end = clock()
      last.product = product
      return end - start
    }
    self.outcome = { () throws(LocatedError) -> Outcome in
      guard let product = last.product else {
        throw LocatedError(.internalError, "a benchmark was asked before it ran")
      }
      return try outcome(product)
    }
    self.expected = expected
  }

  /// The product of the last run, whose memory nobody else holds.
  private final class Last<Product> {
    var product: Product?

    func take() -> Product? {
      defer { product = nil }
      return product
    }
  }
}
