@testable import Script

/// Writes syntax trees as nested lists, so that a test can compare shapes.
enum TreeText {
  /// The statements of a script, one list each.
  static func text(of source: String) -> String {
    let (tree, list) = Parser.parse(SourceText(name: "t", text: "//@version=6\n" + source))
    let problems = list.diagnostics.map { "!\($0.code.rawValue)" }
    return (tree.statements.map(text) + problems).joined(separator: "\n")
  }

  static func text(_ statement: Statement) -> String {
    switch statement.kind {
    case .variable(let variable): text(variable)
    case .tuple(let tuple):
      list(prefix(tuple.persistence) + ["tuple"] + tuple.names.map(\.name) + [text(tuple.value)])
    case .assignment(let assignment):
      list([
        assignment.operation.rawValue, text(assignment.target), text(assignment.value),
      ])
    case .function(let function):
      list(
        (function.isExported ? ["export"] : []) + [function.isMethod ? "method" : "function"]
          + [function.name.name, list(function.parameters.map(text)), text(function.body)])
    case .type(let type):
      list(
        (type.isExported ? ["export"] : []) + ["type", type.name.name] + type.fields.map(text))
    case .enumeration(let enumeration):
      list(
        (enumeration.isExported ? ["export"] : []) + ["enum", enumeration.name.name]
          + enumeration.members.map { member in
            member.title.map { list([member.name.name, text($0)]) } ?? member.name.name
          })
    case .importing(let library):
      list(
        ["import", library.user, library.library, "\(library.version)"]
          + (library.alias.map { [$0.name] } ?? []))
    case .expression(let expression): text(expression)
    case .breaking: "break"
    case .continuing: "continue"
    }
  }

  private static func text(_ variable: VariableDeclaration) -> String {
    list(
      (variable.isExported ? ["export"] : []) + prefix(variable.persistence) + ["let"]
        + (variable.qualifier.map { [$0.rawValue] } ?? [])
        + (variable.type.map { [text($0)] } ?? [])
        + [variable.name.name, text(variable.value)])
  }

  private static func prefix(_ persistence: Persistence) -> [String] {
    switch persistence {
    case .perBar: []
    case .persistent: ["var"]
    case .persistentWithinBar: ["varip"]
    }
  }

  private static func text(_ parameter: Parameter) -> String {
    let words =
      (parameter.qualifier.map { [$0.rawValue] } ?? []) + (parameter.type.map { [text($0)] } ?? [])
      + [parameter.name.name] + (parameter.defaultValue.map { ["=", text($0)] } ?? [])
    return words.count == 1 ? words[0] : list(words)
  }

  private static func text(_ field: Field) -> String {
    list(
      (field.isPersistentWithinBar ? ["varip"] : []) + [text(field.type), field.name.name]
        + (field.defaultValue.map { [text($0)] } ?? []))
  }

  static func text(_ type: TypeReference) -> String {
    if type.arguments.isEmpty { return type.name }
    return type.name + "<" + type.arguments.map(text).joined(separator: ",") + ">"
  }

  private static func text(_ block: Block) -> String {
    "{" + block.statements.map(text).joined(separator: "; ") + "}"
  }

  static func text(_ expression: Expression) -> String {
    switch expression.kind {
    case .integer(let value): "\(Int(value))"
    case .float(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .string(let value): "\"" + value + "\""
    case .color(let value): "#" + String(value, radix: 16)
    case .name(let name): name
    case .member(let base, let member): list([".", text(base), member.name])
    case .call(let call): text(call)
    case .history(let base, let offset): list(["[]", text(base), text(offset)])
    case .unary(let operation, let operand): list([operation.rawValue, text(operand)])
    case .binary(let operation, let left, let right):
      list([operation.rawValue, text(left), text(right)])
    case .ternary(let condition, let then, let otherwise):
      list(["?", text(condition), text(then), text(otherwise)])
    case .tuple(let elements): "[" + elements.map(text).joined(separator: " ") + "]"
    case .conditional(let value):
      list(
        ["if"] + value.branches.flatMap { [text($0.condition), text($0.block)] }
          + (value.otherwise.map { [text($0)] } ?? []))
    case .selection(let value):
      list(
        ["switch"] + (value.subject.map { [text($0)] } ?? [])
          + value.arms.map { ($0.pattern.map(text) ?? "default") + " " + text($0.block) })
    case .countingLoop(let loop):
      list(
        ["for"] + (loop.type.map { [text($0)] } ?? []) + [loop.variable.name, text(loop.first)]
          + [text(loop.last)] + (loop.step.map { [text($0)] } ?? []) + [text(loop.body)])
    case .collectionLoop(let loop):
      list(
        ["in"] + (loop.index.map { [$0.name] } ?? []) + [loop.item.name, text(loop.collection)]
          + [text(loop.body)])
    case .whileLoop(let loop): list(["while", text(loop.condition), text(loop.body)])
    case .invalid: "invalid"
    }
  }

  private static func text(_ call: Call) -> String {
    let types = call.typeArguments.map(text).joined(separator: ",")
    let arguments = call.arguments.map { argument in
      (argument.name.map { $0.name + "=" } ?? "") + text(argument.value)
    }
    return list(
      ["call", text(call.callee) + (types.isEmpty ? "" : "<" + types + ">")] + arguments)
  }

  private static func list(_ words: [String]) -> String {
    "(" + words.joined(separator: " ") + ")"
  }
}
