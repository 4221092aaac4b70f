/// A growable list in memory that stays where it is, shared by all who hold it.
///
/// The account's orders, exits and positions are read and changed from several modules many times a
/// bar. An array in a class would pay each time for a run-time exclusivity check, a retain and a
/// test for uniqueness; here a place is an address. It is for one thread, and public only because
/// the compiler inlines nothing less across modules.
public struct WorkingList<Element>: RandomAccessCollection {
  @usableFromInline
  struct Storage {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var count = 0
    @usableFromInline var capacity: Int
    @usableFromInline var removalCount = 0

    init(capacity: Int) {
      base = .allocate(capacity: capacity)
      self.capacity = capacity
    }
  }

  @usableFromInline let storage: UnsafeMutablePointer<Storage>

  /// Makes an empty list; whoever makes it calls `deallocate` once.
  package init() {
    storage = .allocate(capacity: 1)
    storage.initialize(to: Storage(capacity: 4))
  }

  /// Frees the elements and their memory.
  package func deallocate() {
    storage.pointee.base.deinitialize(count: storage.pointee.count)
    storage.pointee.base.deallocate()
    storage.deallocate()
  }

  /// Always 0.
  @inlinable public var startIndex: Int { 0 }

  /// Number of elements.
  @inlinable public var endIndex: Int { storage.pointee.count }

  /// The element at a place below `endIndex`.
  @inlinable
  public subscript(index: Int) -> Element {
    unsafeAddress {
      precondition(index >= 0 && index < storage.pointee.count, "a place inside the list")
      return UnsafePointer(storage.pointee.base + index)
    }
    nonmutating unsafeMutableAddress {
      precondition(index >= 0 && index < storage.pointee.count, "a place inside the list")
      return storage.pointee.base + index
    }
  }

  /// Where an element lies until the list grows or shrinks.
  @inlinable
  public func address(of index: Int) -> UnsafePointer<Element> {
    precondition(index >= 0 && index < storage.pointee.count, "a place inside the list")
    return UnsafePointer(storage.pointee.base + index)
  }

  /// How often elements were removed: while it stays, each place holds the element it held.
  @inlinable public var removalCount: Int { storage.pointee.removalCount }

  /// Adds an element at the end.
  @inlinable
  public func append(_ element: Element) {
    if storage.pointee.count == storage.pointee.capacity { grow() }
    (storage.pointee.base + storage.pointee.count).initialize(to: element)
    storage.pointee.count += 1
  }

  /// Puts an element before the one at a place.
  func insert(_ element: Element, at place: Int) {
    precondition(place >= 0 && place <= storage.pointee.count, "a place inside the list")
    if storage.pointee.count == storage.pointee.capacity { grow() }
    let base = storage.pointee.base + place
    (base + 1).moveInitialize(from: base, count: storage.pointee.count - place)
    base.initialize(to: element)
    storage.pointee.count += 1
  }

  /// Removes the element at a place; those behind it move up.
  func remove(at place: Int) {
    precondition(place >= 0 && place < storage.pointee.count, "a place inside the list")
    let base = storage.pointee.base + place
    base.deinitialize(count: 1)
    storage.pointee.count -= 1
    base.moveInitialize(from: base + 1, count: storage.pointee.count - place)
    storage.pointee.removalCount += 1
  }

  /// Removes the elements that fulfil a condition; the others keep their order.
  @inlinable
  public func removeAll(where isUnwanted: (Element) -> Bool) {
    let base = storage.pointee.base
    var kept = 0
    for index in 0..<storage.pointee.count {
      if isUnwanted(base[index]) {
        (base + index).deinitialize(count: 1)
      } else {
        if kept < index { (base + kept).moveInitialize(from: base + index, count: 1) }
        kept += 1
      }
    }
    if kept < storage.pointee.count { storage.pointee.removalCount += 1 }
    storage.pointee.count = kept
  }

  @usableFromInline
  func grow() {
    let old = storage.pointee
    let base = UnsafeMutablePointer<Element>.allocate(capacity: 2 * old.capacity)
    base.moveInitialize(from: old.base, count: old.count)
    old.base.deallocate()
    storage.pointee.base = base
    storage.pointee.capacity = 2 * old.capacity
  }
}
