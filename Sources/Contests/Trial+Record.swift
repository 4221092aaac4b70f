import Analysis
import Kernels

extension Trial {
  /// The attempt that a record is of.
  init(_ record: AgentRecord, dataFingerprint: String, window: Contest.Window) {
    let moments = Moments(record.returns)
    let inputs = record.agent.inputs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    self.init(
      family: record.agent.family, inputs: inputs, dataFingerprint: dataFingerprint,
      firstDay: window.days[0], lastDay: window.days[window.count - 1], count: moments.count,
      mean: moments.mean, deviation: (try? moments.deviation()) ?? 0,
      skewness: record[.skewness]?.value, excessKurtosis: record[.excessKurtosis]?.value)
  }

  /// Whether a trial is of the same strategy with the same inputs on the same days.
  func repeats(_ other: Trial) -> Bool {
    family == other.family && inputs == other.inputs && firstDay == other.firstDay
      && lastDay == other.lastDay
  }
}
