/// What a built-in is to the compiler and the machine.
enum BuiltinNature: String, Sendable, Hashable {
  /// Depends on its arguments only.
  case pure
  /// Keeps a state of its own per call site, or looks at earlier bars.
  case stateful
  /// The same for the whole run: symbol, timeframe.
  case run
  /// Given by the bar: prices, times, `barstate`.
  case bar
  /// Depends on the account as it stands when it is read.
  case account
  /// Tells the account to do something.
  case order
  /// Declares an input.
  case input
  /// Declares what the script is.
  case declaration
  /// Evaluates an expression on other bars.
  case request
  /// Reads an array, a map, a matrix; or makes a new one.
  case collectionRead = "collection-read"
  /// Changes an array, a map, a matrix.
  case collectionWrite = "collection-write"
  /// Reads a drawing's record, or makes a new drawing.
  case drawingRead = "drawing-read"
  /// Changes a drawing's record.
  case drawingWrite = "drawing-write"
  /// Checked, then ignored: what is only seen, alerts, logs.
  case ignored
  /// Ends the run with a message.
  case halt
  /// Known, but cannot be had here; ``BuiltinFunction/reason`` says why.
  case unsupported
}

extension BuiltinNature {
  /// Whether a call whose result nobody uses may be left out.
  var isFreeOfEffects: Bool {
    switch self {
    case .pure, .stateful, .run, .bar, .account, .input, .request, .collectionRead: true
    case .drawingRead, .ignored: true
    case .order, .declaration, .collectionWrite, .drawingWrite, .halt, .unsupported: false
    }
  }
}

/// A function of the language with all its forms.
struct BuiltinFunction: Sendable {
  /// Its number in the catalog: dense, the same in every run of one build.
  var id: Int
  var name: String
  var nature: BuiltinNature
  /// Why it cannot be had; for `.unsupported` only.
  var reason: String?
  /// Tried in order: the first form whose parameters take the arguments is meant.
  var overloads: [Signature]
}

/// One form of a function: what it takes and what it gives.
struct Signature: Sendable {
  /// How many types the call names, as in `array.new<float>()`.
  var typeParameters: [Generic]
  var parameters: [BuiltinParameter]
  var result: ValueType
  /// The versions of the language that have this form.
  var versions: ClosedRange<Int>
}

extension Signature {
  /// Whether the last parameter takes any number of positional arguments.
  var isVariadic: Bool { parameters.last?.isVariadic ?? false }

  /// How many arguments there must be at least.
  var requiredCount: Int { parameters.count(where: \.isRequired) }
}

/// A parameter of a built-in function.
struct BuiltinParameter: Sendable {
  var name: String
  var type: ValueType
  /// How early the argument must be known; nil if it may vary from bar to bar.
  var qualifier: TypeQualifier?
  /// What stands for an argument that is not given; nil if it must be given.
  var defaultValue: DefaultValue?
  var isVariadic = false

  /// Whether an argument must be given; a variadic parameter needs at least one.
  var isRequired: Bool { defaultValue == nil }
}

/// What a parameter has when no argument is given.
enum DefaultValue: Sendable, Hashable {
  case na
  case number(Double)
  case boolean(Bool)
  case string(String)
  /// A variable or constant of the language, for example `syminfo.timezone`.
  case name(String)
}

/// A variable of the language, such as `close`.
struct BuiltinVariable: Sendable {
  /// Its number in the catalog: dense, the same in every run of one build.
  var id: Int
  var name: String
  var type: ValueType
  var nature: BuiltinNature
  /// Why it cannot be had; for `.unsupported` only.
  var reason: String?
}

/// A constant of the language, such as `color.red`.
struct BuiltinConstant: Sendable {
  var name: String
  var type: ValueType
  var value: ConstantValue
  /// The versions in which it has this value.
  var versions: ClosedRange<Int>
}

/// The value of a constant.
enum ConstantValue: Sendable, Hashable {
  case number(Double)
  case string(String)
  case color(UInt32)
}
