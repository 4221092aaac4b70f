import Formats

extension ProgressBar {
  /// The line for a state of the work: `reading  43 % ███▌        12 s left`.
  static func line(
    title: String, done: Int, total: Int, elapsedNanoseconds: UInt64, width: Int
  ) -> String {
    let total = max(total, 1)
    let fraction = Double(min(max(done, 0), total)) / Double(total)
    let percent = TextLayout.padLeft(NumberFormat.fixed(fraction * 100, decimals: 0), to: 3)
    let left = timeLeft(fraction: fraction, elapsedNanoseconds: elapsedNanoseconds)
    let head = "\(title) \(percent) % "
    let barWidth = min(30, width - TextLayout.width(of: head) - 15)
    let bar = barWidth >= 5 ? Self.bar(fraction, width: barWidth) + " " : ""
    return TextLayout.truncate(head + bar + left, to: width)
  }

  private static func bar(_ fraction: Double, width: Int) -> String {
    let eighths = Int(fraction * Double(width * 8))
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return TextLayout.padRight(String(repeating: "█", count: eighths / 8) + partial, to: width)
  }

  /// The time that the rest takes at the pace so far; empty before a pace can be told.
  private static func timeLeft(fraction: Double, elapsedNanoseconds: UInt64) -> String {
    let elapsed = Double(elapsedNanoseconds) * 1e-9
    guard elapsed >= 1, fraction > 0 else { return "" }
    return duration(seconds: elapsed / fraction - elapsed) + " left"
  }

  /// A duration in its one or two largest units: `12 s`, `3 min 05 s`, `2 h 10 min`.
  package static func duration(seconds: Double) -> String {
    guard seconds < 360_000 else { return "days" }
    let whole = Int(seconds.rounded(.up))
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole / 60 % 60)) min"
  }
}
