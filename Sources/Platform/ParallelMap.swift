import Dispatch
import Synchronization

/// Computes `body(0)` to `body(count - 1)` on several threads and returns the results in order.
///
/// The result does not depend on the number of workers. An index that a cancellation skipped is
/// nil. Once an index fails no new one is started; as indices start in ascending order, the error
/// of the lowest failing index is the one thrown, whatever the timing. A closure that throws has to
/// spell its error type: `{ index throws(LocatedError) in … }`.
///
/// - Parameters:
///   - count: How many indices there are, at least 0.
///   - workers: How many threads work at most; 1 works on the calling thread.
///   - cancellation: Looked at before each index.
/// - Throws: What `body` throws for the lowest index that fails.
/// - Note: Starting the workers costs some microseconds; give an index a millisecond of work.
package func parallelMap<Value: Sendable, Failure: Error>(
  count: Int, workers: Int, cancellation: Cancellation? = nil,
  _ body: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value?] {
  precondition(count >= 0 && workers >= 1, "parallelMap needs a count and at least one worker")
  var outcomes = [Result<Value, Failure>?](repeating: nil, count: count)
  let next = Atomic<Int>(0)
  let hasFailed = Atomic<Bool>(false)
  outcomes.withUnsafeMutableBufferPointer { slots in
    // Each index is taken by exactly one worker, which alone writes its slot.
    nonisolated(unsafe) let slots = slots
    @Sendable func work() {
      while !hasFailed.load(ordering: .relaxed), cancellation?.isCancelled != true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        do throws(Failure) {
          slots[index] = .success(try body(index))
        } catch {
          slots[index] = .failure(error)
          hasFailed.store(true, ordering: .relaxed)
        }
      }
    }
    if workers == 1 || count <= 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in work() }
    }
  }
  var values: [Value?] = []
  values.reserveCapacity(count)
  for outcome in outcomes { values.append(try outcome?.get()) }
  return values
}
