// The `map` namespace. Keys are words: texts are interned, so that equal texts are equal words.
extension Library {
  static let maps: [String: Maker] = [
    "map.new": body { _, context throws(ScriptFailure) in context.heap.newMap(MapObject()) },
    "map.size": body { arguments, context throws(ScriptFailure) in
      Double(context.heap.maps[try context.heap.mapIndex(arguments[0])].keys.count)
    },
    "map.get": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.mapIndex(arguments[0])
      return context.heap.maps[index][arguments[1]]
    },
    "map.put": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.mapIndex(arguments[0])
      return try context.heap.maps[index].put(arguments[1], arguments[2])
    },
    "map.contains": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.mapIndex(arguments[0])
      return context.heap.maps[index].places[arguments[1]] == nil ? 0 : 1
    },
    "map.remove": body { arguments, context throws(ScriptFailure) in
      let index = try context.heap.mapIndex(arguments[0])
      return context.heap.maps[index].remove(arguments[1])
    },
    "map.clear": body { arguments, context throws(ScriptFailure) in
      context.heap.maps[try context.heap.mapIndex(arguments[0])] = MapObject()
      return .nan
    },
    "map.keys": body { arguments, context throws(ScriptFailure) in
      try context.heap.newArray(context.heap.maps[try context.heap.mapIndex(arguments[0])].keys)
    },
    "map.values": body { arguments, context throws(ScriptFailure) in
      try context.heap.newArray(context.heap.maps[try context.heap.mapIndex(arguments[0])].values)
    },
    "map.copy": body { arguments, context throws(ScriptFailure) in
      context.heap.newMap(context.heap.maps[try context.heap.mapIndex(arguments[0])])
    },
    "map.put_all": body { arguments, context throws(ScriptFailure) in
      let target = try context.heap.mapIndex(arguments[0])
      let source = context.heap.maps[try context.heap.mapIndex(arguments[1])]
      for (key, value) in zip(source.keys, source.values) {
        _ = try context.heap.maps[target].put(key, value)
      }
      return .nan
    },
  ]
}

extension MapObject {
  /// The value of a key; NaN when there is none.
  subscript(key: Double) -> Double { places[key].map { values[$0] } ?? .nan }

  /// Sets a value and returns the one before.
  mutating func put(_ key: Double, _ value: Double) throws(ScriptFailure) -> Double {
    if let place = places[key] {
      let before = values[place]
      values[place] = value
      return before
    }
    guard keys.count < Heap.maximumElementCount else {
      throw ScriptFailure("a map holds at most \(Heap.maximumElementCount) entries")
    }
    // A key of na equals itself here, though not in comparisons.
    places[key] = keys.count
    keys.append(key)
    values.append(value)
    return .nan
  }

  /// Takes a key out and returns its value.
  mutating func remove(_ key: Double) -> Double {
    guard let place = places.removeValue(forKey: key) else { return .nan }
    let value = values.remove(at: place)
    keys.remove(at: place)
    for index in place..<keys.count { places[keys[index]] = index }
    return value
  }
}
