/// A growth that counts some bars only.
struct VolumeIndex {
  private var index = 1.0

  @inline(__always)
  mutating func next(_ step: IndicatorStep, counts: (Double, Double) -> Bool) -> Double {
    let before = step.previousClose
    let volume = step.bar > 0 ? step.chart.pointee.volume.map { $0[step.bar - 1] } ?? 0 : 0
    let isThere = !(step.close.isNaN || step.close == 0 || before.isNaN || before == 0)
    if isThere, counts(step.volume, volume.isNaN ? 0 : volume) {
      index += (step.close - before) / before * index
    }
    // An index that fell to nothing starts again, as in the language.
    if index == 0 { index = 1 }
    return index
  }
}
