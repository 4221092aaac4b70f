extension SHA256 {
  /// The fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2).
  private static let constants: [64 of UInt32] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]

  /// Works whole blocks of 64 bytes into the state.
  static func compress(_ state: inout SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer) {
    guard var block = bytes.baseAddress else { return }
    let end = block + bytes.count
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      let words = words.baseAddress!
      while block < end {
        expand(block, into: words)
        state &+= rounds(state, words)
        block += blockSize
      }
    }
  }

  /// Spreads 16 words of a block to the 64 words of the rounds (FIPS 180-4 §6.2.2 step 1).
  @inline(__always)
  private static func expand(_ block: UnsafeRawPointer, into words: UnsafeMutablePointer<UInt32>) {
    for index in 0..<16 {
      words[index] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
    }
    for index in 16..<64 {
      let early = words[index &- 15]
      let late = words[index &- 2]
      let sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
      let sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
      words[index] = words[index &- 16] &+ sigma0 &+ words[index &- 7] &+ sigma1
    }
  }

  /// The 64 rounds of a block (FIPS 180-4 §6.2.2 step 3), with the standard's names a to h.
  @inline(__always)
  private static func rounds(
    _ state: SIMD8<UInt32>, _ words: UnsafePointer<UInt32>
  ) -> SIMD8<UInt32> {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var index = 0
    while index < 64 {
      // Eight rounds, after which every variable is back in its place.
      round(a, b, c, &d, e, f, g, &h, words, index)
      round(h, a, b, &c, d, e, f, &g, words, index &+ 1)
      round(g, h, a, &b, c, d, e, &f, words, index &+ 2)
      round(f, g, h, &a, b, c, d, &e, words, index &+ 3)
      round(e, f, g, &h, a, b, c, &d, words, index &+ 4)
      round(d, e, f, &g, h, a, b, &c, words, index &+ 5)
      round(c, d, e, &f, g, h, a, &b, words, index &+ 6)
      round(b, c, d, &e, f, g, h, &a, words, index &+ 7)
      index &+= 8
    }
    return SIMD8(a, b, c, d, e, f, g, h)
  }

  /// One round; the caller renames the variables instead of moving them.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ words: UnsafePointer<UInt32>, _ index: Int
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let choice = g ^ e & (f ^ g)
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    let majority = a & b | c & (a | b)
    let mixed = h &+ sum1 &+ choice &+ constants[unchecked: index] &+ words[index]
    d = d &+ mixed
    h = mixed &+ sum0 &+ majority
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }
}
